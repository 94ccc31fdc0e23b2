namespace StructGen.Api.Extractions;

/// <summary>Aborts a connection whose client does not take an event within a time, so that it cannot keep the place of others.</summary>
internal sealed class WriteWatch : IDisposable
{
    private readonly TimeSpan _limit;
    private readonly ITimer _timer;

    public WriteWatch(TimeSpan limit, Action abort, TimeProvider time)
    {
        _limit = limit;
        _timer = time.CreateTimer(_ => abort(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>An event is being written.</summary>
    public void Begin() => _timer.Change(_limit, Timeout.InfiniteTimeSpan);

    /// <summary>It was taken.</summary>
    public void End() => _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Dispose() => _timer.Dispose();
}
