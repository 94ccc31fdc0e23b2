using StructGen.Generation.Models;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Compiling;

/// <summary>Everything that works on schemas runs here: on threads of its own, so many at once, fair between callers, and within a budget of memory. Safe to share between threads.</summary>
/// <remarks>
/// Callers take turns, those with the fewest running jobs first. A caller with k running jobs may begin another only while more than k threads are free, so whoever
/// comes next finds one free at once, however many jobs one caller has sent. Beyond the bounds a job is refused (<see cref="OverloadedException"/>); where the whole
/// queue is full, the youngest job of the caller with the longest line gives way to callers with shorter ones. Example: 4 threads, A sends 60 jobs: 2 run, 48 wait,
/// 10 are refused; B's job runs at once.
/// </remarks>
public sealed class CompileQueue
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, CallerLine> _lines = new(StringComparer.Ordinal);
    private readonly LinkedList<CallerLine> _rotation = new();
    private readonly List<CompileJob> _running = [];
    private readonly GenerationLimits _limits;
    private readonly CompileWatch _watch;
    private int _waiting;

    /// <param name="limits">Its bounds.</param>
    /// <param name="memory">Tells the bytes of the managed heap; tests put their own in its place.</param>
    internal CompileQueue(GenerationLimits limits, Func<long>? memory = null)
    {
        _limits = limits;
        _watch = new CompileWatch(_lock, _running, limits.CompileMemory, memory ?? (() => GC.GetTotalMemory(forceFullCollection: false)));
    }

    /// <summary>Jobs that wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock) return _waiting;
        }
    }

    /// <summary>Jobs that run.</summary>
    public int Running
    {
        get
        {
            lock (_lock) return _running.Count;
        }
    }

    /// <summary>Does some work in its turn. Whoever leaves does not wait for it to end.</summary>
    /// <param name="work">The work; it should look at its token now and then. It must not wait for other work of this queue.</param>
    /// <param name="cancellationToken">Ends the waiting, and the work.</param>
    /// <exception cref="OverloadedException">Too much is waiting already.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, T> work, CancellationToken cancellationToken)
    {
        var job = Enqueue(work, cancellationToken);
        return await job.Result.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes in some work for the current caller.</summary>
    /// <exception cref="OverloadedException">Too much is waiting already.</exception>
    internal CompileJob<T> Enqueue<T>(Func<CancellationToken, T> work, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var job = new CompileJob<T>(work, cancellation);
        job.Leaving = cancellation.UnsafeRegister(_ => Abandon(job), null);
        lock (_lock)
        {
            if (job.IsCompleted) return job;
            var line = LineOf(CompileCaller.Current);
            if (Refusal(line) is { } refusal)
            {
                Forget(line);
                job.Fail(refusal);
                throw refusal;
            }

            line.Waiting.AddLast(job);
            job.Lines.Add(line);
            _waiting++;
            Dispatch();
        }

        return job;
    }

    /// <summary>The current caller waits for a job that another one brought: it takes its turn in the lines of both.</summary>
    internal void Join(CompileJob job)
    {
        lock (_lock)
        {
            if (job.Owner is not null || job.IsCompleted || job.Lines.Any(line => line.Caller == CompileCaller.Current)) return;
            var line = LineOf(CompileCaller.Current);
            line.Waiting.AddLast(job);
            job.Lines.Add(line);
            Dispatch();
        }
    }

    internal static OverloadedException Overloaded(string why) => new(RetryAfter, $"{why}; try again after the time in Retry-After.");

    /// <summary>Why a line takes no more; null where it does, for which a longer one may have to give up its youngest job.</summary>
    private OverloadedException? Refusal(CallerLine line)
    {
        if (MayStart(line) && line.Waiting.Count == 0) return null;
        if (line.Waiting.Count >= _limits.CompileQueuePerCaller)
            return Overloaded($"{_limits.CompileQueuePerCaller} schemas of this caller wait to be compiled, as many as Limits:CompileQueuePerCaller allows");
        if (_waiting < _limits.CompileQueue) return null;
        var full = Overloaded($"{_limits.CompileQueue} schemas wait to be compiled, as many as Limits:CompileQueue allows");
        var longest = _rotation.MaxBy(other => other.Waiting.Count)!;
        if (longest.Waiting.Count <= line.Waiting.Count + 1 || longest.Waiting.LastOrDefault(job => job.Lines.Count == 1) is not { } victim) return full;
        Withdraw(victim);
        victim.Fail(full);
        return null;
    }

    /// <summary>Starts what may be started.</summary>
    private void Dispatch()
    {
        while (_running.Count < _limits.CompileThreads && _rotation.Where(line => line.Waiting.Count > 0 && MayStart(line)).MinBy(line => line.Running) is { } line)
        {
            Requeue(line);
            Start(line.Waiting.First!.Value, line);
        }
    }

    /// <summary>Whoever has had a turn comes after all others.</summary>
    private void Requeue(CallerLine line)
    {
        _rotation.Remove(line);
        _rotation.AddLast(line);
    }

    private bool MayStart(CallerLine line) => _limits.CompileThreads - _running.Count > line.Running;

    private void Start(CompileJob job, CallerLine line)
    {
        Withdraw(job, keep: line);
        job.Owner = line;
        line.Running++;
        _watch.Begin();
        _running.Add(job);
        job.Thread = CompileThread.Start(() => Run(job));
        if (line.Running > 1) job.Thread.Lower();
    }

    private void Run(CompileJob job)
    {
        job.Execute();
        lock (_lock)
        {
            _running.Remove(job);
            job.Owner!.Running--;
            Requeue(job.Owner);
            Forget(job.Owner);
            Dispatch();
        }

        job.Publish();
    }

    /// <summary>Nobody waits any more. What runs ends by its own token, and keeps its thread until then.</summary>
    private void Abandon(CompileJob job)
    {
        lock (_lock)
        {
            if (job.Owner is not null || job.IsCompleted) return;
            Withdraw(job);
        }

        job.Fail(new OperationCanceledException());
    }

    private void Withdraw(CompileJob job, CallerLine? keep = null)
    {
        if (job.Lines.Count == 0) return;
        foreach (var line in job.Lines)
        {
            line.Waiting.Remove(job);
            if (line != keep) Forget(line);
        }

        job.Lines.Clear();
        _waiting--;
    }

    private CallerLine LineOf(string caller)
    {
        if (_lines.TryGetValue(caller, out var line)) return line;
        line = new CallerLine(caller);
        _lines.Add(caller, line);
        _rotation.AddLast(line);
        return line;
    }

    private void Forget(CallerLine line)
    {
        if (!line.IsEmpty) return;
        _lines.Remove(line.Caller);
        _rotation.Remove(line);
    }
}
