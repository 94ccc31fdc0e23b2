using System.Diagnostics;

namespace StructGen.Constraints;

/// <summary>The clock of one piece of work: everything that grows asks it now and then whether to go on.</summary>
/// <remarks>Other limits bound sizes; this one bounds what no size foretells, such as a search through the ways to finish an object. Not thread-safe.</remarks>
internal sealed class Work(TimeSpan limit)
{
    // Looking at the clock costs as much as making a small node.
    private const int Interval = 64;

    private CancellationToken _cancellation;
    private long _deadline = long.MaxValue; // nothing has begun
    private long _nextLook = Interval;

    /// <summary>Work that may take as long as it takes.</summary>
    public static Work Endless => new(TimeSpan.MaxValue);

    /// <summary>Steps counted so far, over all pieces of work.</summary>
    public long Steps { get; private set; }

    /// <summary>JSON pointer of the subschema that was looked at last: where errors are said to be.</summary>
    public string Place { get; set; } = "";

    /// <summary>Begins a piece of work; its time starts to count at the first look at the clock.</summary>
    public void Begin(CancellationToken cancellation = default)
    {
        _deadline = 0;
        _cancellation = cancellation;
    }

    /// <summary>Counts a step.</summary>
    /// <exception cref="ConstraintLimitException">The time is up.</exception>
    /// <exception cref="OperationCanceledException">The caller has given up.</exception>
    public void Step()
    {
        if (++Steps >= _nextLook) Look();
    }

    /// <summary>Counts a step that does as much as so many.</summary>
    public void Step(long cost)
    {
        Steps += cost;
        if (Steps >= _nextLook) Look();
    }

    private void Look()
    {
        _nextLook = Steps + Interval;
        _cancellation.ThrowIfCancellationRequested();
        var now = Stopwatch.GetTimestamp();
        if (_deadline == 0)
        {
            _deadline = limit >= TimeSpan.FromDays(1) ? long.MaxValue : now + (long)(limit.TotalSeconds * Stopwatch.Frequency);
            return;
        }

        if (now < _deadline) return;
        throw new ConstraintLimitException([new ConstraintError(Place, "",
            $"Working the constraint out takes longer than {limit.TotalSeconds:0.###} s (limit CompileTime); simplify overlapping oneOf, if, not and patterns, or raise the limit.")]);
    }
}
