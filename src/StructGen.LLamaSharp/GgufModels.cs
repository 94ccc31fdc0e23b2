using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StructGen.Generation.Models;
using StructGen.Generation.Requests;
using StructGen.LLamaSharp.Files;

namespace StructGen.LLamaSharp;

/// <summary>The GGUF files of the configured folders as models: listed from their headers, loaded when first asked for, kept until unloaded.</summary>
/// <remarks>Safe to share between threads. The folders are read anew at every call, so a file that is copied in is there.</remarks>
public sealed class GgufModels : ITokenModelProvider, IDisposable
{
    /// <summary>The provider's name in descriptions.</summary>
    public const string ProviderName = "local";

    private static readonly GenerationMode[] Modes = [GenerationMode.Grammar, GenerationMode.Prompt];

    private readonly LLamaSharpOptions _options;
    private readonly ILogger<GgufModels> _logger;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _loading = new(1, 1); // Never disposed: a load may outlive this object for a moment, and no wait handle is taken.
    private readonly ConcurrentDictionary<string, LLamaSharpModel> _loaded = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, CheckedFile> _files = new(StringComparer.Ordinal); // At most one for each file that the folders ever had at one time.
    private bool _isDisposed;

    /// <summary>Takes the folders; nothing is read yet.</summary>
    public GgufModels(IOptions<LLamaSharpOptions> options, ILogger<GgufModels> logger, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(logger);
        _options = options.Value;
        _logger = logger;
        _time = time ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    /// <remarks>The configured name even if there is no such file, so that asking for it says what is missing; else the first that can be used.</remarks>
    public string? DefaultName
        => !string.IsNullOrWhiteSpace(_options.Default) ? _options.Default
            : List() is [var first, ..] ? first.Name
            : Scan().Keys.FirstOrDefault();

    /// <inheritdoc/>
    public IReadOnlyList<ModelDescription> List()
    {
        var descriptions = new List<ModelDescription>();
        foreach (var (name, path) in Scan())
        {
            if (Read(path).Header is { } header)
                descriptions.Add(new ModelDescription(name, ProviderName, LLamaSharpModel.ContextLengthOf(header, _options), Modes, _loaded.ContainsKey(name)));
        }

        return descriptions;
    }

    /// <inheritdoc/>
    public string? Fault(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Scan().TryGetValue(name, out var path) ? Read(path).Fault : null;
    }

    /// <inheritdoc/>
    public IReadOnlyList<UnusableModel> Unusable()
    {
        var unusable = new List<UnusableModel>();
        foreach (var (name, path) in Scan())
        {
            if (Read(path).Fault is { } fault) unusable.Add(new UnusableModel(name, fault));
        }

        return unusable;
    }

    /// <inheritdoc/>
    public async ValueTask<ITokenModel?> FindAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_loaded.TryGetValue(name, out var model)) return model;
        if (!Scan().TryGetValue(name, out var path)) return null;

        // One load at a time: two would need twice the memory for what one gives.
        await _loading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_loaded.TryGetValue(name, out model)) return model;
            model = await LoadAsync(path, cancellationToken).ConfigureAwait(false);
            _loaded[name] = model;
            if (!_isDisposed) return model;
            Unload(name);
            throw new ObjectDisposedException(nameof(GgufModels));
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <summary>Takes a model out of memory as soon as its open sessions end; the next request loads it again.</summary>
    /// <returns>Whether it was loaded.</returns>
    public bool Unload(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!_loaded.TryRemove(name, out var model)) return false;
        model.Dispose();
        _logger.LogInformation("Unloaded model '{Model}'", name);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        foreach (var name in _loaded.Keys) Unload(name);
    }

    private IReadOnlyDictionary<string, string> Scan()
    {
        var files = ModelFolders.Scan(_options.Path, Directory.GetCurrentDirectory(), AppContext.BaseDirectory);
        if (_files.Count > files.Count)
        {
            var paths = files.Values.ToHashSet(StringComparer.Ordinal);
            foreach (var path in _files.Keys.Where(path => !paths.Contains(path))) _files.TryRemove(path, out _);
        }

        return files;
    }

    // Weights are read once for each state of a file; what they are refused for is listed from then on.
    private async Task<LLamaSharpModel> LoadAsync(string path, CancellationToken cancellationToken)
    {
        var file = Read(path);
        if (file.Header is null || file.HasCheckedWeights)
            return await LLamaSharpModel.LoadAsync(path, _options, _logger, _time, hasCheckedWeights: file.HasCheckedWeights, cancellationToken).ConfigureAwait(false);
        try
        {
            var model = await LLamaSharpModel.LoadAsync(path, _options, _logger, _time, hasCheckedWeights: false, cancellationToken).ConfigureAwait(false);
            _files.TryUpdate(path, file with { HasCheckedWeights = true }, file);
            return model;
        }
        catch (ModelUnavailableException exception) when (exception.InnerException is InvalidDataException)
        {
            _files.TryUpdate(path, file with { Header = null, Fault = exception.Message }, file);
            throw;
        }
    }

    // A file that is no model is remembered too, until it changes.
    private CheckedFile Read(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists) return default;
        if (_files.TryGetValue(path, out var known) && known.Length == file.Length && known.Written == file.LastWriteTimeUtc) return known;
        return _files[path] = ReadAnew(file);
    }

    private CheckedFile ReadAnew(FileInfo file)
    {
        try
        {
            return new(file.Length, file.LastWriteTimeUtc, GgufHeader.Read(file.FullName), null, false);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            _logger.LogWarning("The file {Path} is left out of the models: {Reason}", file.FullName, exception.Message);
            var reason = exception is InvalidDataException ? exception.Message : "it cannot be read"; // The system's own messages name the path.
            return new(file.Length, file.LastWriteTimeUtc, null, $"Model file '{file.Name}' cannot be used: {reason}.", false);
        }
    }

    private readonly record struct CheckedFile(long Length, DateTime Written, GgufHeader? Header, string? Fault, bool HasCheckedWeights);
}
