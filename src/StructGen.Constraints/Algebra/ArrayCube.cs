namespace StructGen.Constraints.Algebra;

/// <summary>One alternative for an array: a conjunction of statements about its items.</summary>
/// <remarks>Items at fixed places first (<see cref="Prefix"/>), then <see cref="Rest"/>; counted items (<see cref="Counts"/>) come from <c>contains</c> and from negated <c>items</c>.</remarks>
internal sealed record ArrayCube(Formula Rest)
{
    public IReadOnlyList<Formula> Prefix { get; init; } = [];

    public IReadOnlyList<CountRule> Counts { get; init; } = [];

    public long Min { get; init; }

    public long Max { get; init; } = FormulaArena.Unbounded;

    /// <summary>No two items are equal.</summary>
    public bool Unique { get; init; }

    /// <summary>Some two items are equal.</summary>
    public bool Repeated { get; init; }

    /// <summary>Conjunctions of which none may hold; they are neither unique nor repeated and avoid nothing.</summary>
    public IReadOnlyList<ArrayCube> Avoid { get; init; } = [];

    public Formula At(long index) => index < Prefix.Count ? Prefix[(int)index] : Rest;

    public bool IsAnything(FormulaArena arena)
        => Prefix.Count == 0 && Rest == arena.True && Counts.Count == 0 && Min == 0 && Max == FormulaArena.Unbounded && !Unique && !Repeated && Avoid.Count == 0;

    public static ArrayCube? Merge(FormulaBuilder builder, ArrayCube left, ArrayCube right)
    {
        var arena = builder.Arena;
        if (left.IsAnything(arena)) return right;
        if (right.IsAnything(arena)) return left;
        var min = Math.Max(left.Min, right.Min);
        var max = Math.Min(left.Max, right.Max);
        var prefix = new Formula[Math.Max(left.Prefix.Count, right.Prefix.Count)];
        for (var i = 0; i < prefix.Length; i++)
        {
            prefix[i] = arena.And(left.At(i), right.At(i));
            if (builder.Scalars.IsImpossible(prefix[i])) max = Math.Min(max, i);
        }

        var rest = arena.And(left.Rest, right.Rest);
        if (builder.Scalars.IsImpossible(rest)) max = Math.Min(max, prefix.Length);
        if (min > max) return null;
        var result = new ArrayCube(rest)
        {
            Prefix = prefix,
            Counts = [.. left.Counts.Union(right.Counts)],
            Min = min,
            Max = max,
            Unique = left.Unique || right.Unique,
            Repeated = left.Repeated || right.Repeated,
        };
        if (result.Unique && result.Repeated) return null;
        if (left.Avoid.Count + right.Avoid.Count == 0) return result;
        return result with { Avoid = [.. left.Avoid.Union(right.Avoid).Where(one => Merge(builder, result, one) is not null)] };
    }

    /// <summary>As <see cref="ObjectCube.Propagate"/>.</summary>
    public static ArrayCube? Propagate(FormulaBuilder builder, ArrayCube cube)
    {
        if (cube.Min > cube.Max) return null;
        for (var changed = cube.Avoid.Count > 0; changed;)
        {
            changed = false;
            foreach (var avoid in cube.Avoid)
            {
                var rest = cube with { Avoid = [.. cube.Avoid.Where(other => !ReferenceEquals(other, avoid))] };
                var ways = avoid.Negations(builder.Arena).Select(way => Merge(builder, rest, way)).OfType<ArrayCube>().Take(2).ToList();
                if (ways.Count == 0) return null;
                if (ways.Count > 1) continue;
                cube = ways[0];
                changed = true;
                break;
            }
        }

        return cube;
    }

    /// <summary>The ways not to satisfy this conjunction (without its <see cref="Avoid"/>), one negated statement each.</summary>
    public IEnumerable<ArrayCube> Negations(FormulaArena arena)
    {
        for (var i = 0; i < Prefix.Count; i++)
        {
            if (Prefix[i] != arena.True) yield return FailingAt(arena, i, Prefix[i]);
        }

        if (Rest == arena.False) yield return new ArrayCube(arena.True) { Min = Prefix.Count + 1 };
        else if (Rest != arena.True) yield return new ArrayCube(arena.True) { Counts = [new CountRule(Prefix.Count, arena.Not(Rest), 1, FormulaArena.Unbounded)] };
        foreach (var rule in Counts)
        {
            if (rule.Min > 0) yield return Counted(arena, rule.From, rule.Formula, 0, rule.Min - 1);
            if (rule.Max < FormulaArena.Unbounded) yield return Counted(arena, rule.From, rule.Formula, rule.Max + 1, FormulaArena.Unbounded);
        }

        if (Min > 0) yield return new ArrayCube(arena.True) { Max = Min - 1 };
        if (Max < FormulaArena.Unbounded) yield return new ArrayCube(arena.True) { Min = Max + 1 };
        if (Unique) yield return new ArrayCube(arena.True) { Repeated = true };
        if (Repeated) yield return new ArrayCube(arena.True) { Unique = true };
    }

    /// <summary>Between min and max of the items from a place on satisfy the formula.</summary>
    public static ArrayCube Counted(FormulaArena arena, long from, Formula formula, long min, long max)
    {
        if (max > 0) return new ArrayCube(arena.True) { Counts = [new CountRule(from, formula, min, max)] };
        return From(arena, from, arena.Not(formula));
    }

    /// <summary>Every item from a place on satisfies the formula.</summary>
    public static ArrayCube From(FormulaArena arena, long from, Formula formula)
    {
        if (from == 0 || formula != arena.False)
            return new ArrayCube(formula) { Prefix = [.. Enumerable.Repeat(arena.True, (int)from)], Max = formula == arena.False ? from : FormulaArena.Unbounded };
        return new ArrayCube(arena.True) { Max = from };
    }

    /// <summary>Item <paramref name="index"/>, if there is one, satisfies the formula.</summary>
    public static ArrayCube HoldingAt(FormulaArena arena, long index, Formula formula)
        => formula == arena.False
            ? new ArrayCube(arena.True) { Max = index }
            : new ArrayCube(arena.True) { Prefix = [.. Enumerable.Repeat(arena.True, (int)index), formula] };

    /// <summary>There is an item at the index and it does not satisfy the formula.</summary>
    public static ArrayCube FailingAt(FormulaArena arena, long index, Formula formula)
        => HoldingAt(arena, index, arena.Not(formula)) with { Min = index + 1 };
}

/// <summary>Of the items from a place on, between <paramref name="Min"/> and <paramref name="Max"/> satisfy the formula.</summary>
internal sealed record CountRule(long From, Formula Formula, long Min, long Max);
