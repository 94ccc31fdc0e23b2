namespace StructGen.Constraints.Algebra;

/// <summary>Splits an alternative that avoids many conjunctions by the one member that tells them apart.</summary>
/// <remarks>
/// Under twenty <c>if type is X, then settings is S(X)</c> a value for <c>settings</c> that is written before <c>type</c> is within any of 2^20 selections of the
/// S. Split by <c>type</c> into an alternative for each value, one for others and one for none, each knows its own S. Done only where a member
/// that may come first would be selected so; elsewhere one alternative follows all types until the member is written.
/// </remarks>
internal sealed class Discriminators(FormulaBuilder builder)
{
    /// <summary>So many selections of one member's value are no trouble: 2 to the power of this.</summary>
    private const int FewRules = 5;

    /// <summary>Alternatives into which one may be split.</summary>
    private const int MostWays = 128;

    /// <summary>The alternatives, propagated; the one itself where it need not or cannot be split.</summary>
    /// <param name="cube">The alternative.</param>
    /// <param name="declared">Gives its names in the order of writing, where they are needed.</param>
    public IReadOnlyList<ObjectCube> Split(ObjectCube cube, Func<string[]> declared)
    {
        if (cube.Avoid.Count <= FewRules) return [cube];
        var crowded = Crowded(cube);
        if (crowded.Count == 0) return [cube];
        var order = declared().Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        foreach (var (name, _) in cube.Avoid.SelectMany(avoid => avoid.Named).Where(rule => rule.Value.Formula != builder.Arena.True)
            .GroupBy(rule => rule.Key, StringComparer.Ordinal).Select(group => (Name: group.Key, Count: group.Count()))
            .Where(one => one.Count > FewRules).OrderByDescending(one => one.Count))
        {
            if (crowded.Contains(name) || !crowded.Exists(other => MayComeFirst(other, name, order))) continue;
            if (Ways(cube, name) is { } ways) return ways;
        }

        return [cube];
    }

    private bool MayComeFirst(string name, string other, Dictionary<string, int> order)
        => builder.Options.Order == PropertyOrder.Any || order.GetValueOrDefault(name, int.MaxValue) < order.GetValueOrDefault(other, int.MaxValue);

    /// <summary>Members whose value would be told apart by too many rules at once.</summary>
    private List<string> Crowded(ObjectCube cube)
    {
        var crowded = new List<string>();
        foreach (var group in cube.Avoid.SelectMany(avoid => avoid.Named).GroupBy(rule => rule.Key, rule => rule.Value.Formula, StringComparer.Ordinal))
        {
            var value = cube.Named.GetValueOrDefault(group.Key)?.Formula ?? builder.Arena.True;
            var open = group.Distinct().Count(held => builder.Scalars.Divide(value, held) is ({ } breaking, { } others) && !(builder.Scalars.IsScalar(breaking) && builder.Scalars.IsScalar(others)));
            if (open > FewRules) crowded.Add(group.Key);
        }

        return crowded;
    }

    /// <summary>The alternative for each kind of value of a member; null where that leaves as much open as before.</summary>
    private List<ObjectCube>? Ways(ObjectCube cube, string name)
    {
        var kinds = new List<Formula> { builder.Arena.True };
        foreach (var held in cube.Avoid.Select(avoid => avoid.Named.GetValueOrDefault(name)?.Formula).OfType<Formula>().Distinct())
        {
            kinds = [.. kinds.SelectMany(kind => new[] { builder.Arena.And(kind, held), builder.Arena.And(kind, builder.Arena.Not(held)) }).Where(kind => !builder.Scalars.IsImpossible(kind))];
            if (kinds.Count > MostWays) return null;
        }

        var ways = kinds.Select(kind => new MemberRule(Presence.Required, kind)).Prepend(new MemberRule(Presence.Forbidden, builder.Arena.True))
            .Select(rule => ObjectCube.Merge(builder, cube, ObjectCube.WithMember(name, rule)))
            .Select(way => way is null ? null : ObjectCube.Propagate(builder, way)).OfType<ObjectCube>().ToList();
        return ways.Exists(way => way.Avoid.Count > Math.Max(FewRules, cube.Avoid.Count / 2)) ? null : ways;
    }
}
