using StructGen.Constraints.Patterns;

namespace StructGen.Constraints.Algebra;

/// <summary>One alternative for an object: a conjunction of statements about its members.</summary>
/// <remarks>
/// Example: <c>required: [a], properties: {a: S}, additionalProperties: false, not: {required: [b], minProperties: 3}</c> is
/// <c>Named{a: required, S}, All{(not a): false}, Avoid{(b required, at least 3 members)}</c>. A conjunction that must <i>not</i> hold is kept whole
/// (<see cref="Avoid"/>) instead of being split into its negated parts: members decide it one by one while they are written.
/// </remarks>
internal sealed record ObjectCube
{
    public static ObjectCube Anything { get; } = new();

    /// <summary>What is said of members by name.</summary>
    public IReadOnlyDictionary<string, MemberRule> Named { get; init; } = new Dictionary<string, MemberRule>();

    /// <summary>Every member with a name in the language satisfies the formula.</summary>
    public IReadOnlyList<NameRule> All { get; init; } = [];

    /// <summary>Some member with a name in the language satisfies the formula.</summary>
    public IReadOnlyList<NameRule> Some { get; init; } = [];

    public long Min { get; init; }

    public long Max { get; init; } = FormulaArena.Unbounded;

    /// <summary>Conjunctions of which none may hold; they have no <see cref="Avoid"/> of their own.</summary>
    public IReadOnlyList<ObjectCube> Avoid { get; init; } = [];

    /// <summary>Branches of <c>anyOf</c> and <c>oneOf</c> that hold in this alternative: it is written in their order. Says nothing beyond the other statements.</summary>
    public IReadOnlyList<Formula> Holds { get; init; } = [];

    public bool IsAnything => Named.Count == 0 && All.Count == 0 && Some.Count == 0 && Min == 0 && Max == FormulaArena.Unbounded && Avoid.Count == 0;

    /// <summary>Both at once; null where that is plainly impossible.</summary>
    public static ObjectCube? Merge(FormulaBuilder builder, ObjectCube left, ObjectCube right)
    {
        if (left.IsAnything) return right;
        if (right.IsAnything) return left;
        var (few, many) = left.Named.Count < right.Named.Count ? (left, right) : (right, left);
        return MergeAll(builder, [many, few]);
    }

    /// <summary>All at once; null where that is plainly impossible. A schema with a thousand properties is a thousand cubes to be merged.</summary>
    public static ObjectCube? MergeAll(FormulaBuilder builder, IReadOnlyList<ObjectCube> cubes)
    {
        var named = cubes[0].Named;
        Dictionary<string, MemberRule>? own = null;
        var (min, max) = (0L, FormulaArena.Unbounded);
        for (var i = 0; i < cubes.Count; i++)
        {
            min = Math.Max(min, cubes[i].Min);
            max = Math.Min(max, cubes[i].Max);
            if (i == 0 || cubes[i].Named.Count == 0) continue;
            named = own ??= new Dictionary<string, MemberRule>(named, StringComparer.Ordinal);
            foreach (var (name, rule) in cubes[i].Named)
            {
                var merged = own.TryGetValue(name, out var other) ? MemberRule.Merge(builder, rule, other) : rule;
                if (merged is null) return null;
                own[name] = merged;
            }
        }

        if (min > max) return null;
        var result = new ObjectCube
        {
            Named = named,
            All = Concat(cubes, cube => cube.All),
            Some = Concat(cubes, cube => cube.Some),
            Min = min,
            Max = max,
            Holds = Concat(cubes, cube => cube.Holds),
        };
        var avoid = Concat(cubes, cube => cube.Avoid);
        if (avoid.Count == 0) return result;
        // A conjunction that cannot hold beside this one needs no watching.
        return result with { Avoid = [.. avoid.Where(one => !Contradict(builder, result, one))] };
    }

    /// <summary>Whether both at once are plainly impossible.</summary>
    private static bool Contradict(FormulaBuilder builder, ObjectCube left, ObjectCube right)
    {
        if (Math.Max(left.Min, right.Min) > Math.Min(left.Max, right.Max)) return true;
        var (few, many) = left.Named.Count < right.Named.Count ? (left.Named, right.Named) : (right.Named, left.Named);
        foreach (var (name, rule) in few)
            if (many.TryGetValue(name, out var other) && MemberRule.Contradict(builder, rule, other)) return true;
        return false;
    }

    /// <summary>
    /// The same alternative with every avoided conjunction that leaves only one way out replaced by that way: under <c>kind: "a"</c> an avoided
    /// <c>(kind required and "b", size required)</c> is no matter, an avoided <c>(kind required, size required)</c> forbids size. Null where nothing is left.
    /// </summary>
    public static ObjectCube? Propagate(FormulaBuilder builder, ObjectCube cube)
    {
        if (cube.Min > cube.Max) return null;
        for (var changed = cube.Avoid.Count > 0; changed;)
        {
            changed = false;
            foreach (var avoid in cube.Avoid)
            {
                ObjectCube? only = null;
                var ways = 0;
                foreach (var way in builder.WaysOutOf(avoid))
                {
                    if (Contradict(builder, cube, way)) continue;
                    only = way;
                    if (++ways > 1) break;
                }

                if (only is null) return null;
                if (ways > 1) continue;
                var rest = cube with { Avoid = [.. cube.Avoid.Where(other => !ReferenceEquals(other, avoid))] };
                if (Merge(builder, rest, only) is not { } narrowed) return null;
                cube = narrowed;
                changed = true;
                break;
            }
        }

        return cube;
    }

    /// <summary>The ways not to satisfy this conjunction (without its <see cref="Avoid"/>), one negated statement each.</summary>
    public IEnumerable<ObjectCube> Negations(FormulaArena arena)
    {
        foreach (var (name, rule) in Named)
        {
            if (rule.Presence == Presence.Required) yield return WithMember(name, new MemberRule(Presence.Forbidden, arena.True));
            if (rule.Presence == Presence.Forbidden) yield return WithMember(name, new MemberRule(Presence.Required, arena.True));
            else if (rule.Formula != arena.True) yield return WithMember(name, new MemberRule(Presence.Required, arena.Not(rule.Formula)));
        }

        foreach (var rule in All) yield return new ObjectCube { Some = [new NameRule(arena.SurelyOf(rule.Names), arena.Not(rule.Formula))] };
        foreach (var rule in Some) yield return new ObjectCube { All = [new NameRule(arena.PossiblyOf(rule.Names), arena.Not(rule.Formula))] };
        if (Min > 0) yield return new ObjectCube { Max = Min - 1 };
        if (Max < FormulaArena.Unbounded) yield return new ObjectCube { Min = Max + 1 };
    }

    public static ObjectCube WithMember(string name, MemberRule rule)
        => new() { Named = new Dictionary<string, MemberRule>(StringComparer.Ordinal) { [name] = rule } };

    private static IReadOnlyList<T> Concat<T>(IReadOnlyList<ObjectCube> cubes, Func<ObjectCube, IReadOnlyList<T>> part)
    {
        IReadOnlyList<T> result = [];
        foreach (var cube in cubes)
        {
            if (part(cube) is { Count: > 0 } more) result = result.Count == 0 ? more : [.. result.Union(more)];
        }

        return result;
    }
}

/// <summary>What a conjunction says of members with names in a language.</summary>
internal sealed record NameRule(Pattern Names, Formula Formula);

/// <summary>What a conjunction says of the member with one name.</summary>
internal sealed record MemberRule(Presence Presence, Formula Formula)
{
    /// <summary>Whether <see cref="Merge"/> would find both at once plainly impossible.</summary>
    public static bool Contradict(FormulaBuilder builder, MemberRule left, MemberRule right)
    {
        if (left.Presence != Presence.Optional && right.Presence != Presence.Optional && left.Presence != right.Presence) return true;
        return (left.Presence == Presence.Required || right.Presence == Presence.Required) && builder.Scalars.IsImpossible(builder.Arena.And(left.Formula, right.Formula));
    }

    public static MemberRule? Merge(FormulaBuilder builder, MemberRule left, MemberRule right)
    {
        var arena = builder.Arena;
        var formula = arena.And(left.Formula, right.Formula);
        var presence = left.Presence == Presence.Optional ? right.Presence : left.Presence;
        if (left.Presence != Presence.Optional && right.Presence != Presence.Optional && left.Presence != right.Presence) return null;
        if (presence == Presence.Forbidden) return new MemberRule(presence, arena.True);
        if (!builder.Scalars.IsImpossible(formula)) return new MemberRule(presence, formula);
        return presence == Presence.Required ? null : new MemberRule(Presence.Forbidden, arena.True);
    }
}

internal enum Presence : byte
{
    Optional,
    Required,
    Forbidden,
}
