using System.Collections.Concurrent;
using StructGen.Constraints.Patterns;

namespace StructGen.Constraints.Validation;

/// <summary>Lends pattern arenas, each to one thread at a time; an arena that has grown large is not taken back.</summary>
/// <remarks>An arena remembers every derivative that some text led to, so hostile texts could fill a long-lived one; a new one starts cheaply.</remarks>
internal sealed class PatternArenas(ConstraintLimits limits)
{
    private const int MaxSize = 50_000;

    private readonly ConcurrentBag<PatternArena> _idle = [];

    public T Use<T>(Func<PatternArena, T> work)
    {
        if (!_idle.TryTake(out var arena)) arena = new PatternArena(limits);
        var result = work(arena);
        // Not in a finally: an arena whose work failed is dropped.
        if (arena.Size <= MaxSize) _idle.Add(arena);
        return result;
    }
}
