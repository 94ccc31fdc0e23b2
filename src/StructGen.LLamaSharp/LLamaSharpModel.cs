using System.Text;
using LLama;
using LLama.Common;
using LLama.Exceptions;
using LLama.Native;
using Microsoft.Extensions.Logging;
using StructGen.Constraints;
using StructGen.Generation.Models;
using StructGen.Generation.Requests;
using StructGen.LLamaSharp.Contexts;
using StructGen.LLamaSharp.Files;
using StructGen.LLamaSharp.Prompts;

namespace StructGen.LLamaSharp;

/// <summary>A GGUF model in memory, run by llama.cpp. Safe to share between threads; its sessions are not.</summary>
/// <remarks>
/// Disposing it refuses new sessions and frees the weights when the last open session is disposed. What is true of LLamaSharp 0.30.0
/// and was otherwise in 0.28: <c>UseMemorymap</c> became <c>LoadMode</c>; <c>ContextParams</c> ask for a unified cache by themselves.
/// Still true: <c>Decode</c> holds one process-wide lock (see <see cref="DecodeGate"/>), a failed context is an invalid handle.
/// </remarks>
public sealed class LLamaSharpModel : ITokenModel, IDisposable
{
    private const int LongestDefaultContext = 8192;
    private static readonly SemaphoreSlim Loading = new(1, 1);

    private readonly LLamaWeights _weights;
    private readonly ContextPool _pool;
    private readonly ChatTemplate _template;
    private bool _isDisposed;

    private LLamaSharpModel(string name, LLamaWeights weights, GgufHeader header, LLamaSharpOptions options, TimeProvider time)
    {
        Name = name;
        _weights = weights;
        Metadata = header.Metadata;
        Vocabulary = VocabularyReader.Read(weights.NativeHandle);
        _template = ChatTemplate.Load(weights.NativeHandle, string.IsNullOrWhiteSpace(options.ChatTemplate) ? null : options.ChatTemplate, text => Tokenize(text, parseSpecial: false), name);
        ContextLength = ContextLengthOf(header, options);
        var threads = options.Threads ?? Environment.ProcessorCount;
        var parameters = new ModelParams("")
        {
            ContextSize = (uint)ContextLength,
            BatchSize = (uint)Math.Min(options.BatchSize, ContextLength),
            UBatchSize = (uint)Math.Min(options.BatchSize, ContextLength),
            SeqMax = ModelContext.MaxSequences,
            KVUnified = true,
            SwaFull = true, // A sliding window's cache forgets what a rewind or a shared prompt head needs.
            Threads = threads,
            BatchThreads = threads,
        };
        _pool = new ContextPool(name, () => new ModelContext(weights, parameters, name), options.Contexts, options.QueueLength, time);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public Vocabulary Vocabulary { get; }

    /// <inheritdoc/>
    public int ContextLength { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Loads a model.</summary>
    /// <param name="path">A GGUF file; its stem becomes the model's name. The path is logged, and in no message.</param>
    /// <param name="options">How it runs; the folders are not read.</param>
    /// <param name="logger">Gets llama.cpp's warnings and errors.</param>
    /// <param name="time">Default: the system's.</param>
    /// <param name="cancellationToken">Ends the loading.</param>
    /// <exception cref="ModelUnavailableException">Which file cannot be used and why.</exception>
    public static Task<LLamaSharpModel> LoadAsync(
        string path, LLamaSharpOptions options, ILogger logger, TimeProvider? time = null, CancellationToken cancellationToken = default)
        => LoadAsync(path, options, logger, time, hasCheckedWeights: false, cancellationToken);

    /// <summary>The same, of a file whose weights may have been read before.</summary>
    internal static async Task<LLamaSharpModel> LoadAsync(
        string path, LLamaSharpOptions options, ILogger logger, TimeProvider? time, bool hasCheckedWeights, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(logger);
        if (options.Faults() is [var fault, ..]) throw new ArgumentException(fault, nameof(options));

        var header = await Task.Run(() => ReadHeader(path, logger, hasCheckedWeights, cancellationToken), cancellationToken).ConfigureAwait(false);
        var name = Path.GetFileNameWithoutExtension(path);
        await Loading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var weights = await LoadWeightsAsync(path, options, logger, cancellationToken).ConfigureAwait(false);
            try
            {
                var model = new LLamaSharpModel(name, weights, header, options, time ?? TimeProvider.System);
                logger.LogInformation("Loaded model '{Model}' from {Path}", name, path);
                return model;
            }
            catch
            {
                weights.Dispose();
                throw;
            }
        }
        finally
        {
            Loading.Release();
        }
    }

    /// <inheritdoc/>
    public int[] Tokenize(string text, bool parseSpecial)
    {
        ArgumentNullException.ThrowIfNull(text);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return Array.ConvertAll(_weights.Tokenize(text, add_bos: false, parseSpecial, Encoding.UTF8), token => (int)token);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">No message, or a role that is none of <c>system</c>, <c>user</c>, <c>assistant</c>.</exception>
    public int[] TokenizeChat(IReadOnlyList<PromptMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _template.Tokenize(messages);
    }

    /// <inheritdoc/>
    /// <exception cref="OverloadedException">Too many wait for a context.</exception>
    /// <exception cref="ModelUnavailableException">The model was unloaded, or there is no memory for a context.</exception>
    public ValueTask<ITokenSession> OpenAsync(ReadOnlyMemory<int> prompt, CancellationToken cancellationToken)
        => OpenAsync(prompt, isRepeatable: false, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>
    /// The prompt is computed in chunks of 64 tokens at fixed positions, of a former prompt's only whole ones are reused, and no other sequence shares a step or
    /// the cache. Other <see cref="LLamaSharpOptions"/> may give other logits. Exceptions as of <see cref="OpenAsync(ReadOnlyMemory{int}, CancellationToken)"/>.
    /// </remarks>
    public ValueTask<ITokenSession> OpenRepeatableAsync(ReadOnlyMemory<int> prompt, CancellationToken cancellationToken)
        => OpenAsync(prompt, isRepeatable: true, cancellationToken);

    private async ValueTask<ITokenSession> OpenAsync(ReadOnlyMemory<int> prompt, bool isRepeatable, CancellationToken cancellationToken)
    {
        if (prompt.IsEmpty) throw new ArgumentException("A session needs at least one token of prompt.", nameof(prompt));
        if (prompt.Length >= ContextLength) throw new ContextExceededException(prompt.Length, ContextLength);
        var context = await _pool.RentAsync(prompt, cancellationToken).ConfigureAwait(false);

        // Reading the prompt computes for long: not on the caller's thread. From here on the session gives the context back.
        return await Task.Run(() => LLamaSharpSession.Open(context, _pool, prompt.Span, isRepeatable, cancellationToken), CancellationToken.None).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        _pool.Dispose();
        _weights.Dispose(); // A context holds the model's handle, so open sessions keep it alive.
    }

    /// <summary>The context length that a model gets.</summary>
    internal static int ContextLengthOf(GgufHeader header, LLamaSharpOptions options)
        => Math.Min(header.ContextLength, options.ContextLength ?? LongestDefaultContext);

    private static GgufHeader ReadHeader(string path, ILogger logger, bool hasCheckedWeights, CancellationToken cancellationToken)
    {
        var file = Path.GetFileName(path);
        try
        {
            var header = GgufHeader.Read(path);
            if (!hasCheckedWeights) WeightScan.Check(path, header, cancellationToken);
            return header;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            logger.LogError(exception, "Cannot load the model file {Path}", path);
            var why = exception switch
            {
                FileNotFoundException or DirectoryNotFoundException => "there is no such file",
                InvalidDataException => exception.Message,
                UnauthorizedAccessException => "it may not be read",
                _ => "it cannot be read",
            };
            throw new ModelUnavailableException($"Model file '{file}' cannot be used: {why}.", exception);
        }
    }

    private static async Task<LLamaWeights> LoadWeightsAsync(string path, LLamaSharpOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        try
        {
            // These two come before anything that loads the native library, and ModelParams is such a thing.
            OpenMp.Configure();
            NativeLog.Attach(logger);
            NativeLog.StartCapture();
            var parameters = new ModelParams(path) { GpuLayerCount = options.GpuLayers };
            return await LLamaWeights.LoadFromFileAsync(parameters, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is RuntimeError or TypeInitializationException or DllNotFoundException or IOException)
        {
            logger.LogError(exception, "llama.cpp cannot load the model file {Path}", path);
            var isLibrary = exception is TypeInitializationException or DllNotFoundException;
            var reason = isLibrary
                ? "the native library cannot be loaded (on Debian it needs the package libgomp1)"
                : Reason(NativeLog.StopCapture(), path) ?? "llama.cpp gives no reason";
            throw new ModelUnavailableException($"Model file '{Path.GetFileName(path)}' cannot be used: {reason}.", exception);
        }
        finally
        {
            NativeLog.StopCapture();
        }
    }

    // llama.cpp writes the cause first and then what failed in consequence; it names the file by its whole path.
    private static string? Reason(IReadOnlyList<string> log, string path)
    {
        if (log.Count == 0) return null;
        var line = log.FirstOrDefault(line => line.Contains("error loading model", StringComparison.Ordinal)) ?? log[^1];
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        line = line.Replace(path, Path.GetFileName(path), StringComparison.Ordinal);
        return string.IsNullOrEmpty(folder) ? line : line.Replace(folder, "…", StringComparison.Ordinal);
    }
}
