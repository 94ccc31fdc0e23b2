using System.ComponentModel.DataAnnotations;

namespace StructGen.Generation.Requests;

/// <summary>Bounds on what one request may ask for and cost.</summary>
public sealed class GenerationLimits
{
    /// <summary>Bytes of UTF-8 of a source text. Default: 4 MiB, far more than any context holds; guards against work on text that is refused later anyway.</summary>
    [Range(1, int.MaxValue)]
    public int TextBytes { get; set; } = 4 << 20;

    /// <summary>Time for all attempts of a request that names none. Default: 2 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Most time that a request may ask for. Default: 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan MaxTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Most repair attempts that a request may ask for. Default: 10.</summary>
    [Range(0, 100)]
    public int MaxRetries { get; set; } = 10;

    /// <summary>Most tokens that a request may ask for in one attempt. Default: 32,768.</summary>
    [Range(1, int.MaxValue)]
    public int MaxTokens { get; set; } = 32_768;

    /// <summary>Tools that one request may offer. Default: 128.</summary>
    [Range(1, 10_000)]
    public int Tools { get; set; } = 128;

    /// <summary>Calls that a local model may make at once; bounds an array that would not end by itself. Default: 16.</summary>
    [Range(1, 1_000)]
    public int ParallelCalls { get; set; } = 16;

    /// <summary>Compiled constraints and validators that are kept, each the size of its schema's automata. Default: 128.</summary>
    [Range(1, 100_000)]
    public int CachedSchemas { get; set; } = 128;

    /// <summary>
    /// Most bytes that the kept constraints took to make, and the same again of validators; one that took more than a quarter is made anew for each request.
    /// What is made holds a part of it. Default: 268,435,456.
    /// </summary>
    [Range(1 << 20, long.MaxValue)]
    public long CachedSchemaBytes { get; set; } = 256L << 20;

    /// <summary>Threads that compile schemas; a caller with k of them begins another compile only while more than k are free. Default: 4, or the available processors if more.</summary>
    [Range(1, 1_000)]
    public int CompileThreads { get; set; } = Math.Max(4, Environment.ProcessorCount);

    /// <summary>Compiles that may wait for a thread; one more is refused, or the youngest of the caller with the most waiting. Default: 128.</summary>
    [Range(0, 100_000)]
    public int CompileQueue { get; set; } = 128;

    /// <summary>Compiles of one caller that may wait. Default: 48, more than generations may run at once over HTTP.</summary>
    [Range(0, 100_000)]
    public int CompileQueuePerCaller { get; set; } = 48;

    /// <summary>Bytes that the running compiles together may add to the managed heap; beyond, the one that has run longest is stopped. Default: 268,435,456.</summary>
    [Range(1 << 20, long.MaxValue)]
    public long CompileMemory { get; set; } = 256L << 20;
}
