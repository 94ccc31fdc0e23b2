using StructGen.Generation.Models;

namespace StructGen.Api.Health;

/// <summary>Loads the default model at start, in the background, and says whether it can be used.</summary>
/// <remarks>A load that failed is tried again when readiness is asked for, at most every <see cref="Patience"/>: a file that is put right makes the service ready.</remarks>
internal sealed partial class DefaultModel(ModelCatalog models, IEnumerable<ITokenModelProvider> providers, TimeProvider time, ILogger<DefaultModel> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private Task _load = Task.CompletedTask;
    private long? _tried;
    private string? _fault;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Begin();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _load.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stop.Dispose();

    /// <summary><c>ok</c>, or why no request without a model's name can be answered now.</summary>
    public string State()
    {
        var model = models.List().FirstOrDefault(model => model.Name == models.DefaultName);
        if (model is { IsLoaded: true }) return "ok";
        Begin();
        return _fault
            ?? (model is null ? "no model can be used: put a GGUF file into the folder that Models:Path names, or configure a provider" : $"the model '{model.Name}' is being loaded");
    }

    private void Begin()
    {
        lock (_gate)
        {
            if (!_load.IsCompleted || _stop.IsCancellationRequested || (_tried is { } last && time.GetElapsedTime(last) < Patience)) return;
            _tried = time.GetTimestamp();
            _load = Task.Run(LoadAsync);
        }
    }

    private async Task LoadAsync()
    {
        try
        {
            if (models.DefaultName is not { } name) return;
            foreach (var provider in providers)
            {
                if (await provider.FindAsync(name, _stop.Token) is not null) break;
            }

            _fault = null;
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The service ends.
        }
        catch (ModelUnavailableException unavailable)
        {
            _fault = unavailable.Message;
        }
#pragma warning disable CA1031 // The service lives on and says that it is not ready.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LoadFailed(logger, exception);
            _fault = "the default model cannot be loaded; the service's log says why";
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "The default model cannot be loaded")]
    private static partial void LoadFailed(ILogger logger, Exception exception);
}
