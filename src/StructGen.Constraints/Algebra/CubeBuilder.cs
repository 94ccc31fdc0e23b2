namespace StructGen.Constraints.Algebra;

/// <summary>Brings what a formula says of one kind of value with children into alternatives of conjunctions ("cubes").</summary>
/// <remarks>
/// Negation is pushed to the leaves; a negated conjunction of more than a few statements becomes one statement "not all of these", which keeps
/// overlapping <c>oneOf</c> and <c>if</c> chains from multiplying. Contradictory products are dropped as they arise.
/// </remarks>
internal abstract class CubeBuilder<TCube>(FormulaBuilder builder)
    where TCube : class
{
    /// <summary>A negated conjunction with at most this many statements is split into its negations.</summary>
    private const int SplitNegations = 1;

    /// <summary>Up to so many alternatives are avoided side by side.</summary>
    private const int MostAvoided = 64;

    private readonly Dictionary<Formula, List<TCube>> _positive = [];
    private readonly Dictionary<Formula, List<TCube>> _negative = [];

    /// <summary>The innermost subschema that is being split, for errors.</summary>
    private string _place = "";

    protected FormulaBuilder Builder => builder;

    protected FormulaArena Arena => builder.Arena;

    protected abstract TCube Anything { get; }

    protected abstract ValueKinds Kind { get; }

    /// <summary>The alternatives for a formula; none where no value of the kind satisfies it.</summary>
    public List<TCube> Cubes(Formula formula, bool positive = true)
    {
        var cache = positive ? _positive : _negative;
        if (cache.TryGetValue(formula, out var known)) return known;
        cache[formula] = positive ? [Anything] : []; // what a subschema says of itself in place is nothing
        var cubes = Build(formula, positive);
        if (cubes.Count > builder.Options.Limits.Alternatives)
            throw TooMany();
        return cache[formula] = cubes;
    }

    protected abstract TCube? Merge(TCube left, TCube right);

    /// <summary>All at once; null where that is plainly impossible.</summary>
    protected abstract TCube? MergeAll(List<TCube> cubes);

    protected abstract bool IsAnything(TCube cube);

    /// <summary>A statement about this kind of value, or null where it is about another kind.</summary>
    protected abstract List<TCube>? Statement(Formula formula, bool positive);

    protected abstract IEnumerable<TCube> Negations(TCube cube);

    /// <summary>The conjunctions that a cube avoids, and the cube without them.</summary>
    protected abstract (TCube Core, IReadOnlyList<TCube> Avoided) Part(TCube cube);

    /// <summary>The cube that says only "not this conjunction"; null where that statement cannot be kept whole.</summary>
    protected abstract TCube? Avoid(TCube core);

    /// <summary>One cube for those operands of a conjunction that are plain statements, and the other operands: an object may have ten thousand members.</summary>
    protected virtual (TCube? Single, IReadOnlyList<Formula> Others) Gather(Formula[] operands) => (null, operands);

    /// <summary>The cube, with a note of the branch that it comes from.</summary>
    protected virtual TCube Holding(TCube cube, Formula branch) => cube;

    private List<TCube> Build(Formula formula, bool positive)
    {
        switch (formula.Kind)
        {
            case FormulaKind.True: return positive ? [Anything] : [];
            case FormulaKind.False: return positive ? [] : [Anything];
            case FormulaKind.Types: return formula.Kinds.HasFlag(Kind) == positive ? [Anything] : [];
            case FormulaKind.Not: return Cubes(formula.Operand, !positive);
            case FormulaKind.Node:
                var around = _place;
                _place = formula.Node.Place;
                var cubes = Cubes(builder.Unfold(formula), positive);
                _place = around;
                return positive && builder.IsBranch(formula) ? cubes.ConvertAll(cube => IsAnything(cube) ? cube : Holding(cube, formula)) : cubes;
            case FormulaKind.Or when positive: return Union(formula);
            case FormulaKind.Or when builder.BranchesOf(formula) is { } branches: return NotExactlyOne(branches);
            case FormulaKind.Or: return Product(formula.Operands.Select(operand => Cubes(operand, false)));
            case FormulaKind.And when positive:
                var (single, rest) = Gather(formula.Operands);
                var factors = rest.Select(operand => Cubes(operand, true));
                return Product(single is null ? factors : factors.Prepend([single]));
            case FormulaKind.And: return NotAll(formula);
            default: return Statement(formula, positive) ?? (positive ? [Anything] : []);
        }
    }

    private List<TCube> Union(Formula formula) => Union(formula.Operands.Select(operand => Cubes(operand, true)));

    private List<TCube> Union(IEnumerable<List<TCube>> terms)
    {
        var result = new List<TCube>();
        foreach (var cube in terms.SelectMany(term => term))
        {
            if (result.Count > builder.Options.Limits.Alternatives) throw TooMany();
            if (ReferenceEquals(cube, Anything)) return [Anything];
            if (!result.Contains(cube)) result.Add(cube);
        }

        return result;
    }

    /// <summary>None of the branches, or two of them: spelled out, "not (the first alone, or the second alone, …)" would be n to the n.</summary>
    private List<TCube> NotExactlyOne(Formula[] branches)
    {
        var terms = new List<List<TCube>> { Product(branches.Select(branch => Cubes(branch, false))) };
        for (var i = 0; i < branches.Length; i++)
            for (var j = i + 1; j < branches.Length; j++) terms.Add(Product([Cubes(branches[i]), Cubes(branches[j])]));
        return Union(terms);
    }

    /// <summary>
    /// Not all of the operands. Plain alternatives are avoided whole, each of them; where alternatives avoid something themselves, avoiding them means
    /// to choose for each, and the operands are negated one by one instead.
    /// </summary>
    private List<TCube> NotAll(Formula formula)
    {
        var factors = formula.Operands.Select(operand => (Operand: operand, Cubes: Spread(Cubes(operand)))).ToList();
        var count = factors.Aggregate(1L, (product, factor) => Math.Min(MostAvoided + 1, product * factor.Cubes.Count));
        if (count <= MostAvoided && factors.All(factor => factor.Cubes.TrueForAll(IsPlain))) return Product(Product(factors.Select(factor => factor.Cubes)).Select(Negate));
        var plain = factors.Where(factor => factor.Cubes is [var only] && IsPlain(only)).ToList();
        var core = Product(plain.Select(factor => factor.Cubes));
        if (core.Count == 0) return [Anything];
        var terms = factors.Except(plain).Select(factor => Cubes(factor.Operand, false));
        return Union(plain.Count == 0 ? terms : terms.Prepend(Negate(core[0])));
    }

    private bool IsPlain(TCube cube) => Part(cube).Avoided.Count == 0;

    /// <summary>Cubes that avoid one conjunction and say nothing else, as the ways to do so.</summary>
    private List<TCube> Spread(List<TCube> cubes)
    {
        if (cubes.TrueForAll(IsPlain)) return cubes;
        return [.. cubes.SelectMany(cube => Part(cube) is var (core, avoided) && avoided.Count == 1 && IsAnything(core) ? Negations(avoided[0]) : [cube])];
    }

    private List<TCube> Negate(TCube cube)
    {
        var (core, avoided) = Part(cube);
        var result = new List<TCube>();
        var negations = Negations(core).ToList();
        if (negations.Count > SplitNegations && Avoid(core) is { } whole) result.Add(whole);
        else result.AddRange(negations);
        result.AddRange(avoided);
        return result;
    }

    private List<TCube> Product(IEnumerable<List<TCube>> factors)
    {
        var ordered = factors.OrderBy(factor => factor.Count).ToList();
        var single = ordered.FindIndex(factor => factor.Count != 1) is var end && end < 0 ? ordered.Count : end;
        if (single < ordered.Count && ordered[single].Count == 0) return [];
        List<TCube> result = [Anything];
        var sure = ordered.Take(single).Select(factor => factor[0]).Where(cube => !IsAnything(cube)).ToList();
        if (sure.Count > 0)
        {
            if (MergeAll(sure) is not { } merged) return [];
            result = [merged];
        }

        foreach (var factor in ordered.Skip(single))
        {
            var next = new List<TCube>(Math.Min(result.Count * factor.Count, 1024));
            foreach (var left in result)
            {
                foreach (var right in factor)
                {
                    Arena.Patterns.Work.Step();
                    if (Merge(left, right) is { } merged && !Known(next, merged)) next.Add(merged);
                    if (next.Count > builder.Options.Limits.Alternatives)
                        throw TooMany();
                }
            }

            result = next;
        }

        return result;
    }

    private ConstraintLimitException TooMany() => new([new ConstraintError(_place, "",
        $"An object or array here splits into more than {builder.Options.Limits.Alternatives} alternatives (limit Alternatives); make the branches of oneOf, anyOf and if more distinct or fewer.")]);

    private static bool Known(List<TCube> cubes, TCube cube) => cubes.Count < 64 && cubes.Exists(other => ReferenceEquals(other, cube));
}

/// <summary>Alternatives for objects.</summary>
internal sealed class ObjectCubes(FormulaBuilder builder) : CubeBuilder<ObjectCube>(builder)
{
    /// <summary>Shorter conjunctions are merged cube by cube.</summary>
    private const int FewOperands = 16;

    protected override ObjectCube Anything => ObjectCube.Anything;

    protected override ValueKinds Kind => ValueKinds.Object;

    protected override ObjectCube? Merge(ObjectCube left, ObjectCube right) => ObjectCube.Merge(Builder, left, right);

    protected override ObjectCube? MergeAll(List<ObjectCube> cubes) => cubes.Count == 1 ? cubes[0] : ObjectCube.MergeAll(Builder, cubes);

    protected override bool IsAnything(ObjectCube cube) => cube.IsAnything;

    protected override IEnumerable<ObjectCube> Negations(ObjectCube cube) => cube.Negations(Arena);

    protected override (ObjectCube, IReadOnlyList<ObjectCube>) Part(ObjectCube cube) => (cube with { Avoid = [] }, cube.Avoid);

    // What must not hold is broken by names that a statement surely speaks of, and met by those that it may.
    protected override ObjectCube? Avoid(ObjectCube core) => new()
    {
        Avoid = [!Arena.IsApproximate ? core : core with
        {
            All = [.. core.All.Select(rule => rule with { Names = Arena.SurelyOf(rule.Names) })],
            Some = [.. core.Some.Select(rule => rule with { Names = Arena.PossiblyOf(rule.Names) })],
        }],
    };

    protected override ObjectCube Holding(ObjectCube cube, Formula branch) => cube with { Holds = [.. cube.Holds, branch] };

    protected override (ObjectCube? Single, IReadOnlyList<Formula> Others) Gather(Formula[] operands)
    {
        if (operands.Length < FewOperands) return (null, operands);
        var named = new Dictionary<string, MemberRule>(operands.Length, StringComparer.Ordinal);
        var rest = new List<Formula>();
        foreach (var operand in operands)
        {
            Arena.Patterns.Work.Step();
            if (RuleOf(operand) is not var (name, rule))
            {
                rest.Add(operand);
                continue;
            }

            ref var known = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(named, name, out var exists);
            if (exists && (rule = MemberRule.Merge(Builder, known!, rule!)) is null) return (null, operands);
            known = rule;
        }

        return named.Count == 0 ? (null, operands) : (new ObjectCube { Named = named }, rest);
    }

    /// <summary>What a statement says of one member and nothing else: its value, that it must not be, that it must.</summary>
    private (string Name, MemberRule? Rule)? RuleOf(Formula formula)
    {
        if (formula is { Kind: FormulaKind.Members, Payload: string name })
            return (name, formula.Operand == Arena.False ? new MemberRule(Presence.Forbidden, Arena.True) : new MemberRule(Presence.Optional, formula.Operand));
        if (formula.Kind == FormulaKind.Or && formula.Operands is [var first, var second])
        {
            if (first.Kind == FormulaKind.Types && !first.Kinds.HasFlag(ValueKinds.Object)) return RequiredName(second);
            if (second.Kind == FormulaKind.Types && !second.Kinds.HasFlag(ValueKinds.Object)) return RequiredName(first);
        }

        return RequiredName(formula);
    }

    private (string Name, MemberRule? Rule)? RequiredName(Formula formula)
        => formula is { Kind: FormulaKind.Not, Operand: { Kind: FormulaKind.Members, Payload: string name } absent } && absent.Operand == Arena.False
            ? (name, new MemberRule(Presence.Required, Arena.True))
            : null;

    protected override List<ObjectCube>? Statement(Formula formula, bool positive)
    {
        switch (formula.Kind)
        {
            case FormulaKind.MemberCount:
                var range = new ObjectCube { Min = formula.A, Max = formula.B };
                return positive ? [range] : [.. range.Negations(Arena)];
            case FormulaKind.Members when formula.Payload is string name:
                var rule = formula.Operand == Arena.False ? new MemberRule(Presence.Forbidden, Arena.True) : new MemberRule(Presence.Optional, formula.Operand);
                var named = ObjectCube.WithMember(name, rule);
                return positive ? [named] : [.. named.Negations(Arena)];
            case FormulaKind.Members:
                return positive
                    ? [new ObjectCube { All = [new NameRule(formula.Pattern, formula.Operand)] }]
                    : [new ObjectCube { Some = [new NameRule(Arena.SurelyOf(formula.Pattern), Arena.Not(formula.Operand))] }];
            default:
                return null;
        }
    }
}

/// <summary>Alternatives for arrays.</summary>
internal sealed class ArrayCubes : CubeBuilder<ArrayCube>
{
    public ArrayCubes(FormulaBuilder builder)
        : base(builder) => Anything = new ArrayCube(builder.Arena.True);

    protected override ArrayCube Anything { get; }

    protected override ValueKinds Kind => ValueKinds.Array;

    protected override ArrayCube? Merge(ArrayCube left, ArrayCube right) => ArrayCube.Merge(Builder, left, right);

    protected override ArrayCube? MergeAll(List<ArrayCube> cubes)
    {
        ArrayCube? result = cubes[0];
        for (var i = 1; i < cubes.Count && result is not null; i++) result = ArrayCube.Merge(Builder, result, cubes[i]);
        return result;
    }

    protected override bool IsAnything(ArrayCube cube) => cube.IsAnything(Arena);

    protected override IEnumerable<ArrayCube> Negations(ArrayCube cube) => cube.Negations(Arena);

    protected override (ArrayCube, IReadOnlyList<ArrayCube>) Part(ArrayCube cube) => (cube with { Avoid = [] }, cube.Avoid);

    protected override ArrayCube? Avoid(ArrayCube core) => core.Unique || core.Repeated ? null : Anything with { Avoid = [core] };

    protected override List<ArrayCube>? Statement(Formula formula, bool positive)
    {
        var cube = formula.Kind switch
        {
            FormulaKind.ItemCount => Anything with { Min = formula.A, Max = formula.B },
            FormulaKind.ItemAt => ArrayCube.HoldingAt(Arena, formula.A, formula.Operand),
            FormulaKind.ItemsFrom => ArrayCube.From(Arena, formula.A, formula.Operand),
            FormulaKind.Contains => ArrayCube.Counted(Arena, formula.A, formula.Operand, formula.B, formula.C),
            FormulaKind.UniqueItems => Anything with { Unique = true },
            _ => null,
        };
        return cube is null ? null : positive ? [cube] : [.. cube.Negations(Arena)];
    }
}
