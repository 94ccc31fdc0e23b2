using StructGen.Constraints.Layouts;
using StructGen.Constraints.Patterns;

namespace StructGen.Constraints.Algebra;

/// <summary>Makes <see cref="ObjectShape"/>s and the starting points of objects and arrays for a formula.</summary>
internal sealed class ShapeBuilder(FormulaBuilder builder, TextForms forms)
{
    /// <summary>A class of other names with at most this many members is written out as known names.</summary>
    private const int FewNames = 64;

    /// <summary>Names of a class are counted up to here; no schema lists more.</summary>
    private const int MostCounted = 1_000_000;

    /// <summary>Classes of other names that one object may have.</summary>
    private const int MostClasses = 256;

    private int _count;

    private FormulaArena Arena => builder.Arena;

    private PatternArena Patterns => builder.Arena.Patterns;

    public ObjectShape Build(ObjectCube cube, string[] declared)
    {
        if (cube.Some.Count > 64 || cube.Avoid.Any(avoid => avoid.Some.Count > 64))
            throw new ConstraintLimitException([new ConstraintError("", "patternProperties", "One object has more than 64 statements that some member must satisfy; use fewer.")]);
        var names = new List<string>(declared);
        var known = new HashSet<string>(names, StringComparer.Ordinal);
        foreach (var name in cube.Named.Keys.Concat(cube.Avoid.SelectMany(avoid => avoid.Named.Keys)).Order(StringComparer.Ordinal))
            if (known.Add(name)) names.Add(name);
        var ordered = builder.Options.Order == PropertyOrder.Declared ? names.Count : 0;
        var patterns = cube.All.Concat(cube.Some).Concat(cube.Avoid.SelectMany(avoid => avoid.All.Concat(avoid.Some)))
            .Select(rule => rule.Names).Distinct().ToList();
        var classes = Classes(patterns, names, known);
        var containing = patterns.ToDictionary(pattern => pattern, pattern => names.Select(name => builder.NamesContain(pattern, name)).ToArray());
        if (builder.Options.OrdersClosedSets) ordered = names.Count;
        var formulas = new Formula[names.Count];
        var required = new bool[names.Count];
        var some = new ulong[names.Count];
        var min = cube.Min;
        var written = names.ConvertAll(forms.Name);
        for (var i = 0; i < names.Count; i++)
        {
            var rule = cube.Named.GetValueOrDefault(names[i]);
            formulas[i] = rule?.Presence == Presence.Forbidden || written[i] is null ? Arena.False : Effective(cube, rule, pattern => containing[pattern][i]);
            required[i] = rule?.Presence == Presence.Required;
            some[i] = Mask(cube.Some, pattern => containing[pattern][i]);
        }

        var avoids = cube.Avoid.Select(avoid => new AvoidShape(
            avoid,
            [.. Enumerable.Range(0, names.Count).Where(i => avoid.Named.GetValueOrDefault(names[i])?.Presence == Presence.Required)],
            [.. Enumerable.Range(0, names.Count).Select(i => RuleOf(avoid, avoid.Named.GetValueOrDefault(names[i]), pattern => containing[pattern][i]))])).ToArray();
        var others = classes
            .Select(one => new OtherNames(
                one.Names,
                Effective(cube, null, one.In.Contains),
                Mask(cube.Some, one.In.Contains),
                [.. cube.Avoid.Select(avoid => RuleOf(avoid, null, one.In.Contains))],
                CountOf(one.Names, min)))
            .Where(other => other.Formula != Arena.False && (forms.QuotedName(other.Names) | forms.PlainName(other.Names)) != 0).ToArray();
        var cap = Math.Max(min, cube.Max == FormulaArena.Unbounded ? 0 : cube.Max + 1);
        foreach (var avoid in cube.Avoid) cap = Math.Max(cap, Math.Max(avoid.Min, avoid.Max == FormulaArena.Unbounded ? 0 : avoid.Max + 1));
        return new ObjectShape
        {
            Id = _count++,
            Cube = cube,
            Names = [.. names],
            Ordered = ordered,
            IndexOf = names.Select((name, index) => (name, index)).ToDictionary(pair => pair.name, pair => pair.index, StringComparer.Ordinal),
            Formulas = formulas,
            Required = required,
            RequiredCount = required.Count(one => one),
            SomeOf = some,
            Others = others,
            Avoids = avoids,
            Trie = new MemberTrie([.. written.Select(bytes => bytes ?? [])]),
            CountCap = cap,
        };
    }

    /// <summary>How many names a class has, as far as an object with at least so many members can run out of them.</summary>
    private long CountOf(Pattern names, long min)
    {
        if (min == 0 || ReferenceEquals(names, Patterns.Anything)) return FormulaArena.Unbounded;
        var most = Math.Min(min, MostCounted) + 1;
        return Patterns.Count(names, most) is var count && count < most ? count : FormulaArena.Unbounded;
    }

    private Formula Effective(ObjectCube cube, MemberRule? rule, Func<Pattern, bool> contains)
    {
        var formula = rule?.Formula ?? Arena.True;
        foreach (var all in cube.All)
            if (contains(all.Names)) formula = Arena.And(formula, all.Formula);
        return formula;
    }

    private static ulong Mask(IReadOnlyList<NameRule> rules, Func<Pattern, bool> contains)
    {
        var mask = 0UL;
        for (var i = 0; i < rules.Count; i++)
            if (contains(rules[i].Names)) mask |= 1UL << i;
        return mask;
    }

    private AvoidRule RuleOf(ObjectCube avoid, MemberRule? rule, Func<Pattern, bool> contains)
        => new(rule?.Presence == Presence.Forbidden ? Arena.False : Effective(avoid, rule, contains), Mask(avoid.Some, contains));

    /// <summary>Splits the names that are not known by the languages that speak of them; small classes become known names.</summary>
    private List<(Pattern Names, HashSet<Pattern> In)> Classes(List<Pattern> patterns, List<string> names, HashSet<string> known)
    {
        var open = patterns.Where(pattern => !CoversOthers(pattern, known)).ToList();
        var covering = patterns.Except(open).ToHashSet();
        var classes = new List<(Pattern Names, HashSet<Pattern> In)> { (Patterns.Anything, covering) };
        foreach (var pattern in open)
        {
            var next = new List<(Pattern, HashSet<Pattern>)>();
            foreach (var (language, within) in classes)
            {
                var inside = Patterns.And(language, pattern);
                var outside = Patterns.And(language, Patterns.Not(pattern));
                if (!Patterns.IsEmpty(inside)) next.Add((inside, [.. within, pattern]));
                if (!Patterns.IsEmpty(outside)) next.Add((outside, within));
            }

            if (next.Count > MostClasses)
                throw new ConstraintLimitException([new ConstraintError("", "patternProperties", $"The name patterns of one object split its names into more than {MostClasses} classes; use fewer overlapping patterns.")]);
            classes = next;
        }

        var result = new List<(Pattern, HashSet<Pattern>)>();
        foreach (var (language, within) in classes)
        {
            if (ReferenceEquals(language, Patterns.Anything))
            {
                result.Add((language, within));
                continue;
            }

            var rest = Patterns.And(language, Patterns.Not(Patterns.Literals([.. known])));
            if (Patterns.Count(rest, FewNames + 1) > FewNames)
            {
                result.Add((rest, within));
                continue;
            }

            foreach (var name in Patterns.Enumerate(rest, FewNames))
                if (known.Add(name)) names.Add(name);
        }

        return result;
    }

    /// <summary>Whether a language holds every name that is not known, as <c>additionalProperties</c> does: seen without an automaton.</summary>
    private bool CoversOthers(Pattern pattern, HashSet<string> known)
        => ReferenceEquals(pattern, Patterns.Anything) || (builder.Exceptions(pattern) is { } exceptions && exceptions.All(known.Contains));
}
