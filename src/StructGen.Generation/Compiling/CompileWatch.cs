using System.Diagnostics;

namespace StructGen.Generation.Compiling;

/// <summary>Looks at the running compiles now and then: lowers those that go on for long, and stops one when together they take too much memory.</summary>
/// <remarks>
/// The heap does not tell whose its objects are. So the whole is compared with what it was before anything ran, and the compile that has run longest goes: an
/// ordinary one takes milliseconds. It has a thread of its own, for the thread pool may be busy, which ends when nothing runs for a while.
/// </remarks>
/// <param name="gate">The queue's lock.</param>
/// <param name="running">What runs, guarded by it.</param>
/// <param name="budget">Bytes above what the heap held before.</param>
/// <param name="memory">Bytes of the heap now.</param>
internal sealed class CompileWatch(Lock gate, List<CompileJob> running, long budget, Func<long> memory)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>Time at normal priority; the largest schemas seen in the wild take less than half of it.</summary>
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(250);

    /// <summary>After something was stopped, garbage is collected in the background; so long nothing else is stopped for it.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    /// <summary>Looks without anything running after which its thread ends.</summary>
    private const int IdleLooks = 100;

    private bool _isWatching;
    private bool _isCollecting;
    private long _before;
    private CompileJob? _shed;
    private long _shedAt;

    /// <summary>Something begins to run. Under the queue's lock.</summary>
    public void Begin()
    {
        if (running.Count == 0) _before = memory();
        if (_isWatching) return;
        _isWatching = true;
        new Thread(Watch) { IsBackground = true, Name = "StructGen compile watch" }.UnsafeStart();
    }

    private void Watch()
    {
        for (var idle = 0; ; Thread.Sleep(Interval))
        {
            lock (gate)
            {
                idle = running.Count == 0 ? idle + 1 : 0;
                if (idle > IdleLooks)
                {
                    _isWatching = false;
                    return;
                }

                Look();
            }
        }
    }

    private void Look()
    {
        foreach (var job in running)
        {
            if (job.Thread is { } thread && (thread.Elapsed > Slice || job.Owner!.Running > 1)) thread.Lower();
        }

        var used = memory() - _before;
        if (used <= budget / 2)
        {
            _isCollecting = false;
            return;
        }

        if (!_isCollecting) Collect();
        if (used <= budget || running.Count == 0 || IsSettling()) return;
        _shed = running.MaxBy(job => job.Thread?.Elapsed ?? TimeSpan.Zero)!;
        _shedAt = Stopwatch.GetTimestamp();
        _shed.Shed(running.Count == 1);
        Collect();
    }

    private bool IsSettling() => _shed is not null && (running.Contains(_shed) || Stopwatch.GetElapsedTime(_shedAt) < Settling);

    /// <summary>Without stopping anybody: what was compiled for nothing is garbage, and counts until it is collected.</summary>
    private void Collect()
    {
        _isCollecting = true;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
    }
}
