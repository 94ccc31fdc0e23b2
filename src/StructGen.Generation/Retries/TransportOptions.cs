using System.ComponentModel.DataAnnotations;

namespace StructGen.Generation.Retries;

/// <summary>How a remote model that does not answer is asked again: the same call, after a pause.</summary>
public sealed class TransportOptions
{
    /// <summary>Repetitions after the first try. Default: 3.</summary>
    [Range(0, 20)]
    public int Retries { get; set; } = 3;

    /// <summary>Pause before the first repetition, doubled each time, with jitter. A provider's Retry-After counts instead. Default: 500 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest pause; a Retry-After beyond it ends the tries. Default: 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Time for one try; while streaming, for the first piece and between pieces. Default: 100 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "1.00:00:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>Share of failed tries that opens a model's circuit. Default: 0.5.</summary>
    [Range(0.01, 1.0)]
    public double BreakerFailureRatio { get; set; } = 0.5;

    /// <summary>Tries within <see cref="BreakerSampling"/> before the share counts. Default: 10.</summary>
    [Range(2, 10_000)]
    public int BreakerThroughput { get; set; } = 10;

    /// <summary>Time over which the share is taken. Default: 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "1.00:00:00")]
    public TimeSpan BreakerSampling { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an open circuit refuses calls at once. Default: 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "1.00:00:00")]
    public TimeSpan BreakerPause { get; set; } = TimeSpan.FromSeconds(15);
}
