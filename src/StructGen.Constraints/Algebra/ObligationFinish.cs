namespace StructGen.Constraints.Algebra;

/// <summary>Finishes an object whose members may come in any order: takes one open obligation and tries the members that can meet it.</summary>
/// <remarks>
/// Whatever finishes the object holds a member that meets the obligation, and since order is free that member may be written first: nothing is
/// lost by trying only those, for possibility as for the fewest bytes; nor by trying them only with values that do meet it. An obligation that no
/// member can meet ends the search at once. The obligation with the fewest such members is taken, so what is required is not a choice at all.
/// </remarks>
internal sealed class ObligationFinish(Finishing finishing, Finishing.Reading reading)
{
    private readonly Dictionary<int, long> _known = [];

    public long Cost(ObjectResidual residual) => From(residual);

    /// <summary>The cost with no further ordered name.</summary>
    public long CostPastOrdered(ObjectResidual residual) => ObjectResiduals.CanClose(residual) ? finishing.Layout.Close(reading.Place) : Best(residual);

    private long From(ObjectResidual residual)
    {
        if (finishing.KnownCost(residual, reading) is { } kept) return kept;
        if (_known.TryGetValue(residual.Id, out var known)) return known;
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        _known[residual.Id] = Finishing.Never;
        return _known[residual.Id] = ObjectResiduals.CanClose(residual) ? finishing.Layout.Close(reading.Place) : Best(residual);
    }

    private long Best(ObjectResidual residual)
    {
        var shape = residual.Shape;
        if (residual.Count >= shape.Max || Narrowest(residual) is not { } obligation) return Finishing.Never;
        var best = Finishing.Never;
        foreach (var helper in obligation.Helpers)
        {
            var isKnown = helper < shape.Names.Length;
            var choices = isKnown ? finishing.Objects.RawChoices(residual, helper) : finishing.Objects.RawChoicesOfClass(residual, helper - shape.Names.Length, null);
            foreach (var choice in choices)
            {
                if (ReferenceEquals(choice.After, residual) || !obligation.IsMet(choice.After)) continue;
                var value = finishing.ValueCost(choice.Value, reading);
                if (value >= Finishing.Never) continue;
                var name = isKnown ? shape.Trie.Written[helper].Length : finishing.NameBytes(shape.Others[helper - shape.Names.Length]);
                best = Math.Min(best, Finishing.Add(Finishing.Add(value, name + finishing.Layout.Member(reading.Place)), From(choice.After)));
                if (best < Finishing.Never && finishing.StopsAtFirst(reading)) return best;
            }
        }

        return best;
    }

    /// <summary>The open obligation that the fewest members can meet; null where there is one that none can.</summary>
    private static Obligation? Narrowest(ObjectResidual residual)
    {
        var shape = residual.Shape;
        for (var name = shape.Ordered; name < shape.Names.Length; name++)
            if (shape.Required[name] && !residual.HasSeen(name)) return new Obligation([name], _ => true);
        Obligation? best = null;
        for (var i = 0; i < shape.Cube.Some.Count; i++)
        {
            var bit = 1UL << i;
            if ((residual.Pending & bit) != 0) Take(name => (shape.SomeOf[name] & bit) != 0, other => (other.Some & bit) != 0, after => (after.Pending & bit) == 0);
        }

        for (var i = 0; i < shape.Avoids.Length; i++)
        {
            if (ObjectResiduals.IsBrokenWhenClosed(residual, i)) continue;
            var (avoid, index) = (shape.Avoids[i], i);

            // Whatever is required is there, so only a value breaks it, or one member more than it allows.
            if (avoid.Cube.Max < FormulaArena.Unbounded) Take(_ => true, _ => true, _ => true);
            else Take(name => avoid.Rules[name].Formula.Kind != FormulaKind.True, other => other.Rules[index].Formula.Kind != FormulaKind.True, after => after.Avoids[index] == ObjectResidual.Broken);
        }

        if (residual.Count < shape.Min) Take(_ => true, _ => true, _ => true);
        return best is { Helpers.Count: > 0 } ? best : null;

        void Take(Func<int, bool> known, Func<OtherNames, bool> others, Func<ObjectResidual, bool> isMet)
        {
            var helpers = new List<int>();
            for (var name = shape.Ordered; name < shape.Names.Length; name++)
                if (!residual.HasSeen(name) && shape.Formulas[name].Kind != FormulaKind.False && known(name)) helpers.Add(name);
            for (var other = 0; other < shape.Others.Length; other++)
                if (others(shape.Others[other])) helpers.Add(shape.Names.Length + other);
            if (best is null || helpers.Count < best.Helpers.Count) best = new Obligation(helpers, isMet);
        }
    }

    /// <summary>Something that must become true of the object.</summary>
    /// <param name="Helpers">The members that can make it so; classes of other names are numbered after the known ones.</param>
    /// <param name="IsMet">Whether a member that was just written has.</param>
    private sealed record Obligation(List<int> Helpers, Func<ObjectResidual, bool> IsMet);
}
