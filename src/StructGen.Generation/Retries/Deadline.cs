namespace StructGen.Generation.Retries;

/// <summary>The time for all attempts together, joined with the caller's cancellation so that the two can be told apart afterwards.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _clock;
    private readonly CancellationTokenSource _either;

    public Deadline(TimeSpan timeout, TimeProvider time, CancellationToken caller)
    {
        _caller = caller;
        _clock = new CancellationTokenSource(timeout, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(caller, _clock.Token);
    }

    /// <summary>Cancelled when the time is over or the caller has left.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>Whether the time is over while the caller still waits.</summary>
    public bool HasPassed => _clock.IsCancellationRequested && !_caller.IsCancellationRequested;

    public void Dispose()
    {
        _either.Dispose();
        _clock.Dispose();
    }
}
