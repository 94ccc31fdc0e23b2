namespace StructGen.Constraints.Algebra;

/// <summary>Moves arrays on: what the next item must satisfy, what is left afterwards.</summary>
internal sealed class ArrayResiduals(FormulaBuilder builder)
{
    private readonly Dictionary<Key, ArrayResidual> _interned = [];
    private readonly Dictionary<(Formula, int), ValueList> _values = [];
    private readonly Dictionary<ArrayCube, ArrayShape> _shapes = new(ReferenceEqualityComparer.Instance);

    private FormulaArena Arena => builder.Arena;

    public required Finishing Finishing { get; init; }

    public ArrayResidual Start(ArrayCube cube)
    {
        if (!_shapes.TryGetValue(cube, out var shape)) _shapes[cube] = shape = new ArrayShape { Id = _shapes.Count, Cube = cube, IndexCap = Cap(cube) };
        return Intern(shape, 0, new long[cube.Counts.Count], [.. cube.Avoid.Select(avoid => new long[avoid.Counts.Count])], null, !cube.Repeated);
    }

    public static bool CanClose(ArrayResidual residual)
    {
        var cube = residual.Shape.Cube;
        if (residual.Index < cube.Min || residual.Index > cube.Max || !residual.HasRepeated) return false;
        for (var i = 0; i < cube.Counts.Count; i++)
            if (residual.Counts[i] < cube.Counts[i].Min || residual.Counts[i] > cube.Counts[i].Max) return false;
        for (var i = 0; i < cube.Avoid.Count; i++)
            if (residual.Avoids[i] is { } counts && Holds(cube.Avoid[i], residual.Index, counts)) return false;
        return true;
    }

    /// <summary>The ways to write the next item.</summary>
    public ItemChoice[] Choices(ArrayResidual residual)
        => residual.Choices ??= [.. RawChoices(residual).Where(choice => Finishing.IsSatisfiable(choice.Value) && Finishing.CanFinish(choice.After))];

    /// <summary>As <see cref="Choices"/> before values and residuals that cannot be finished are left out.</summary>
    public IEnumerable<ItemChoice> RawChoices(ArrayResidual residual)
    {
        var cube = residual.Shape.Cube;
        var index = residual.Index;
        var value = cube.At(index);
        if (index >= cube.Max || value == Arena.False) return [];
        if (cube.Unique && residual.Seen is { } seen) value = Arena.And(value, Arena.Not(seen.Union));
        var partial = new List<Partial> { new(value, residual.Counts, residual.Avoids, residual.HasRepeated) };
        if (!residual.HasRepeated && residual.Seen is { } earlier)
            partial = [.. partial.SelectMany(one => new[] { one with { Value = Arena.And(one.Value, earlier.Union), HasRepeated = true }, one })];
        for (var i = 0; i < cube.Counts.Count; i++)
        {
            var (rule, at) = (cube.Counts[i], i);
            if (index < rule.From) continue;
            partial = [.. partial.SelectMany(one => CountItem(one, rule, one.Counts[at], count => one with { Counts = With(one.Counts, at, count) }))];
        }

        // Conjunctions that hold the item to the same are broken together.
        var holding = cube.Avoid.Select(avoid => index >= avoid.Max ? Arena.False : avoid.At(index)).ToArray();
        for (var i = 0; i < holding.Length; i++)
        {
            var held = holding[i];
            if (residual.Avoids[i] is null || held == Arena.True || Array.IndexOf(holding, held) is var first && first < i && residual.Avoids[first] is not null) continue;
            partial = [.. partial.SelectMany(one => Decide(one, holding, held))];
        }

        for (var i = 0; i < cube.Avoid.Count; i++)
        {
            if (residual.Avoids[i] is null) continue;
            var (avoid, at) = (cube.Avoid[i], i);
            for (var j = 0; j < avoid.Counts.Count; j++)
            {
                var (rule, counter) = (avoid.Counts[j], j);
                if (index < rule.From) continue;
                partial = [.. partial.SelectMany(one => one.Avoids[at] is not { } counts ? [one]
                    : CountExactly(one, rule, counts[counter], count => one with { Avoids = With(one.Avoids, at, With(counts, counter, count)) }))];
            }
        }

        var next = Math.Min(index + 1, residual.Shape.IndexCap);
        return partial.Where(one => one.Value != Arena.False)
            .Select(one => new ItemChoice(one.Value, Intern(residual.Shape, next, one.Counts, one.Avoids, residual.Seen, one.HasRepeated))).Distinct().ToList();
    }

    /// <summary>What is left once the item's value is known; null where the value may not stand there.</summary>
    public ArrayResidual Remember(ArrayResidual residual, Formula value)
    {
        var tail = residual.Seen;
        if (residual.HasRepeated && residual.Shape.Cube.Repeated) return residual;
        var key = (value, tail?.Id ?? 0);
        if (!_values.TryGetValue(key, out var list))
            _values[key] = list = new ValueList(value, tail, _values.Count + 1, tail is null ? value : Arena.Or(tail.Union, value));
        return Intern(residual.Shape, residual.Index, residual.Counts, residual.Avoids, list, residual.HasRepeated);
    }

    /// <summary>The same place with nothing remembered and no repetition wanted any more: for writers that cannot remember.</summary>
    public ArrayResidual Forget(ArrayResidual residual) => Intern(residual.Shape, residual.Index, residual.Counts, residual.Avoids, null, true);

    private Partial[] Decide(Partial one, Formula[] holding, Formula held)
    {
        var (breaking, others) = builder.Scalars.Divide(one.Value, held);
        if (breaking is null) return [one];
        var avoids = one.Avoids;
        for (var i = 0; i < holding.Length; i++)
            if (holding[i] == held) avoids = With(avoids, i, null);
        var broken = one with { Value = breaking, Avoids = avoids };
        return others is null ? [broken] : [broken, one with { Value = others }];
    }

    private IEnumerable<Partial> CountItem(Partial one, CountRule rule, long count, Func<long, Partial> counted)
    {
        // Without an upper bound an item that counts need not be counted; with one it must.
        if (rule.Max < FormulaArena.Unbounded) return CountExactly(one, rule, count, counted);
        if (count >= rule.Min) return [one];
        if (rule.Formula == Arena.True) return [counted(count + 1)];
        var (counting, others) = builder.Scalars.Divide(one.Value, Arena.Not(rule.Formula));
        if (counting is null) return [one];
        var with = counted(count + 1) with { Value = counting };
        return others is null ? [with] : [with, one with { Value = others }];
    }

    private IEnumerable<Partial> CountExactly(Partial one, CountRule rule, long count, Func<long, Partial> counted)
    {
        var cap = rule.Max < FormulaArena.Unbounded ? rule.Max + 1 : rule.Min;
        if (count >= cap) return [one];
        if (rule.Formula == Arena.True) return [counted(count + 1)];
        var with = counted(count + 1);
        return [with with { Value = Arena.And(one.Value, rule.Formula) }, one with { Value = Arena.And(one.Value, Arena.Not(rule.Formula)) }];
    }

    private static bool Holds(ArrayCube avoid, long index, long[] counts)
    {
        if (index < avoid.Min || index > avoid.Max) return false;
        for (var i = 0; i < counts.Length; i++)
            if (counts[i] < avoid.Counts[i].Min || counts[i] > avoid.Counts[i].Max) return false;
        return true;
    }

    private static long Cap(ArrayCube cube)
    {
        var cap = Math.Max(Math.Max(cube.Prefix.Count, cube.Min), cube.Max == FormulaArena.Unbounded ? 0 : cube.Max + 1);
        foreach (var rule in cube.Counts) cap = Math.Max(cap, rule.From);
        foreach (var avoid in cube.Avoid) cap = Math.Max(cap, Cap(avoid));
        return cap;
    }

    private static T[] With<T>(T[] values, int index, T value)
    {
        var copy = (T[])values.Clone();
        copy[index] = value;
        return copy;
    }

    private ArrayResidual Intern(ArrayShape shape, long index, long[] counts, long[]?[] avoids, ValueList? seen, bool hasRepeated)
    {
        var key = new Key(shape, index, counts, avoids, seen, hasRepeated);
        if (_interned.TryGetValue(key, out var known)) return known;
        Arena.Patterns.Work.Step();
        var residual = new ArrayResidual { Id = _interned.Count, Shape = shape, Index = index, Counts = counts, Avoids = avoids, Seen = seen, HasRepeated = hasRepeated };
        _interned.Add(key, residual);
        return residual;
    }

    private sealed record Partial(Formula Value, long[] Counts, long[]?[] Avoids, bool HasRepeated);

    private readonly record struct Key(ArrayShape Shape, long Index, long[] Counts, long[]?[] Avoids, ValueList? Seen, bool HasRepeated)
    {
        public bool Equals(Key other)
            => ReferenceEquals(Shape, other.Shape) && Index == other.Index && HasRepeated == other.HasRepeated && ReferenceEquals(Seen, other.Seen)
                && Counts.AsSpan().SequenceEqual(other.Counts) && SameAvoids(other.Avoids);

        public override int GetHashCode()
        {
            var hash = HashCode.Combine(Shape.Id, Index, Seen?.Id ?? 0, HasRepeated);
            foreach (var count in Counts) hash = HashCode.Combine(hash, count);
            foreach (var avoid in Avoids)
            {
                hash = HashCode.Combine(hash, avoid is null);
                foreach (var count in avoid ?? []) hash = HashCode.Combine(hash, count);
            }

            return hash;
        }

        private bool SameAvoids(long[]?[] others)
        {
            for (var i = 0; i < Avoids.Length; i++)
            {
                if (Avoids[i] is null != others[i] is null) return false;
                if (Avoids[i] is { } counts && !counts.AsSpan().SequenceEqual(others[i])) return false;
            }

            return true;
        }
    }
}
