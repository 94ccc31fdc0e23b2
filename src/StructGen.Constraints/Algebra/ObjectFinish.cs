namespace StructGen.Constraints.Algebra;

/// <summary>Finishes an object that has only names and counts to see to: the required members, and enough others.</summary>
internal sealed class SimpleObjectFinish(Finishing finishing, Finishing.Reading reading, ObjectResidual residual)
{
    public long Cost()
    {
        var shape = residual.Shape;
        var first = finishing.StopsAtFirst(reading);
        var cost = finishing.Layout.Close(reading.Place);
        long written = residual.Count;
        for (var name = residual.Next; name < shape.Names.Length; name++)
        {
            if (!shape.Required[name] || residual.HasSeen(name)) continue;
            cost = Finishing.Add(cost, MemberCost(name));
            if (cost >= Finishing.Never) return Finishing.Never;
            written++;
        }

        if (written > shape.Max) return Finishing.Never;
        var lacking = shape.Min - written;
        if (lacking > 0) cost = Finishing.Add(cost, CostOfMore(lacking));
        return first && cost < Finishing.Never ? 0 : cost;
    }

    private long CostOfMore(long lacking)
    {
        var shape = residual.Shape;
        var costs = new List<long>();
        for (var name = residual.Next; name < shape.Names.Length && (costs.Count < lacking || !finishing.StopsAtFirst(reading)); name++)
        {
            if (shape.Required[name] || residual.HasSeen(name)) continue;
            var cost = MemberCost(name);
            if (cost < Finishing.Never) costs.Add(cost);
        }

        var best = Finishing.Never;
        foreach (var other in shape.Others.Where(other => other.Count < FormulaArena.Unbounded)) costs.AddRange(CostsOfClosed(other, lacking));
        foreach (var other in shape.Others.Where(other => other.Count == FormulaArena.Unbounded)) best = Math.Min(best, Finishing.Add(finishing.NameBytes(other) + finishing.Layout.Member(reading.Place), finishing.ValueCost(other.Formula, reading)));
        costs.Sort();
        var total = 0L;
        var taken = 0L;
        foreach (var cost in costs)
        {
            if (taken == lacking || cost > best) break;
            total = Finishing.Add(total, cost);
            taken++;
        }

        if (taken == lacking) return total;
        return best >= Finishing.Never ? Finishing.Never : Finishing.Add(total, Math.Min(Finishing.Never / 2, (lacking - taken) * best));
    }

    /// <summary>Members with the names that are left of a closed set, as many as are lacking at most, the shortest first.</summary>
    private IEnumerable<long> CostsOfClosed(OtherNames other, long lacking)
    {
        var value = finishing.ValueCost(other.Formula, reading);
        if (value >= Finishing.Never) return [];
        if (finishing.StopsAtFirst(reading)) return Enumerable.Repeat(0L, (int)Math.Min(lacking, other.Count));
        return finishing.Objects.NamesLeft(residual, other, (int)Math.Min(lacking, other.Count)).Select(name => finishing.Forms.Name(name)).OfType<byte[]>()
            .Select(written => Finishing.Add(value, finishing.Layout.Member(reading.Place) + written.Length));
    }

    private long MemberCost(int name)
    {
        var shape = residual.Shape;
        var value = finishing.ValueCost(shape.Formulas[name], reading);
        return Finishing.Add(value, finishing.Layout.Member(reading.Place) + shape.Trie.Written[name].Length);
    }
}

/// <summary>Finishes an object with open obligations: tries known names in order, then other names, and keeps the cheapest way.</summary>
internal sealed class ObjectFinish(Finishing finishing, Finishing.Reading reading)
{
    /// <summary>The search for the cheapest way looks at so many places; beyond, nothing more counts, and the answer is a lower bound.</summary>
    private const int MostPlaces = 20_000;

    private readonly Dictionary<(int Residual, int From), long> _known = [];

    public long Cost(ObjectResidual residual) => From(residual, residual.Next);

    private long From(ObjectResidual residual, int from)
    {
        if (_known.TryGetValue((residual.Id, from), out var known)) return known;
        var first = finishing.StopsAtFirst(reading);
        if (!first && _known.Count > MostPlaces) return finishing.Layout.Close(reading.Place);
        _known[(residual.Id, from)] = Finishing.Never;
        var best = ObjectResiduals.CanClose(residual) ? finishing.Layout.Close(reading.Place) : Finishing.Never;
        if (best == Finishing.Never && IsHopeless(residual, from)) return Finishing.Never;
        var shape = residual.Shape;
        var needsMore = residual.Count < shape.Min || NeedsCount(residual);
        for (var name = from; name < shape.Ordered && !(first && best < Finishing.Never); name++)
        {
            if (!(shape.Required[name] || needsMore || IsUseful(residual, name))) continue;
            foreach (var choice in finishing.Objects.RawChoices(residual, name))
            {
                best = Math.Min(best, Member(choice, shape.Trie.Written[name].Length, name + 1));
                if (first && best < Finishing.Never) break;
            }

            if (shape.Required[name]) break;
        }

        if ((first && best < Finishing.Never) || !ObjectResiduals.MayPassOrdered(residual)) return _known[(residual.Id, from)] = best;
        if (shape.Names.Length > shape.Ordered)
        {
            best = Math.Min(best, new ObligationFinish(finishing, reading).CostPastOrdered(residual));
        }
        else
        {
            for (var i = 0; i < shape.Others.Length; i++)
            {
                foreach (var choice in finishing.Objects.RawChoicesOfClass(residual, i, null))
                {
                    if (ReferenceEquals(choice.After, residual)) continue;
                    best = Math.Min(best, Member(choice, finishing.NameBytes(shape.Others[i]), shape.Ordered));
                }
            }
        }

        return _known[(residual.Id, from)] = best;
    }

    /// <summary>Whether some obligation is open that no member still ahead can meet: the others need not be tried then.</summary>
    private static bool IsHopeless(ObjectResidual residual, int from)
    {
        var shape = residual.Shape;
        for (var i = 0; i < shape.Cube.Some.Count; i++)
        {
            var bit = 1UL << i;
            if ((residual.Pending & bit) != 0 && !HasHelper(name => (shape.SomeOf[name] & bit) != 0, other => (other.Some & bit) != 0)) return true;
        }

        for (var i = 0; i < shape.Avoids.Length; i++)
        {
            var (avoid, index) = (shape.Avoids[i], i);
            if (avoid.Cube.Max < FormulaArena.Unbounded || ObjectResiduals.IsBrokenWhenClosed(residual, i)) continue;
            if (!HasHelper(name => avoid.Rules[name].Formula.Kind != FormulaKind.True, other => other.Rules[index].Formula.Kind != FormulaKind.True)) return true;
        }

        return false;

        bool HasHelper(Func<int, bool> known, Func<OtherNames, bool> others)
        {
            for (var name = from; name < shape.Names.Length; name++)
                if (!residual.HasSeen(name) && shape.Formulas[name].Kind != FormulaKind.False && known(name)) return true;
            return Array.Exists(shape.Others, other => others(other));
        }
    }

    /// <summary>Whether more members than a conjunction allows would break it.</summary>
    private static bool NeedsCount(ObjectResidual residual)
    {
        for (var i = 0; i < residual.Avoids.Length; i++)
            if (residual.Avoids[i] != ObjectResidual.Broken && residual.Shape.Avoids[i].Cube.Max < FormulaArena.Unbounded) return true;
        return false;
    }

    /// <summary>Whether writing an optional member could meet an open obligation; one that cannot is never part of the shortest end.</summary>
    private static bool IsUseful(ObjectResidual residual, int name)
    {
        var shape = residual.Shape;
        if ((shape.SomeOf[name] & residual.Pending) != 0) return true;
        for (var i = 0; i < residual.Avoids.Length; i++)
            if (residual.Avoids[i] != ObjectResidual.Broken && shape.Avoids[i].Rules[name] is var rule && !(rule.Formula.Kind == FormulaKind.True && rule.Some == 0)) return true;
        return false;
    }

    private long Member(MemberChoice choice, long nameBytes, int from)
    {
        var value = finishing.ValueCost(choice.Value, reading);
        if (value >= Finishing.Never) return Finishing.Never;
        return Finishing.Add(Finishing.Add(value, nameBytes + finishing.Layout.Member(reading.Place)), From(choice.After, from));
    }
}

/// <summary>Finishes an array: the fewest further items that see to its counts and obligations.</summary>
internal sealed class ArrayFinish(Finishing finishing, Finishing.Reading reading)
{
    /// <summary>Items looked ahead one by one; beyond that only the count matters.</summary>
    private const int MostSteps = 512;

    private readonly Dictionary<int, long> _known = [];

    public long Cost(ArrayResidual residual) => From(residual, 0);

    private long From(ArrayResidual residual, int steps)
    {
        if (ArrayResiduals.CanClose(residual)) return finishing.Layout.Close(reading.Place);
        if (_known.TryGetValue(residual.Id, out var known)) return known;
        _known[residual.Id] = Finishing.Never;
        return _known[residual.Id] = Many(residual) ?? Step(residual, steps);
    }

    /// <summary>Only items of one kind are lacking: their number times the cheapest.</summary>
    private long? Many(ArrayResidual residual)
    {
        var cube = residual.Shape.Cube;
        if (residual.Index < cube.Prefix.Count || cube.Counts.Count + cube.Avoid.Count > 0 || !residual.HasRepeated) return null;
        var lacking = cube.Min - residual.Index;
        var (item, close) = (finishing.Layout.Item(reading.Place), finishing.Layout.Close(reading.Place));
        if (cube.Unique)
        {
            var left = residual.Seen is { } seen ? finishing.Shapes.Different(cube.Rest, seen.Union) : cube.Rest;
            if (finishing.CountValues(left, lacking) < lacking) return Finishing.Never;
            return Finishing.Add(close, Math.Min(Finishing.Never / 2, lacking * Finishing.Add(item, finishing.ValueCost(left, reading))));
        }

        var cost = finishing.ValueCost(cube.Rest, reading);
        return cost >= Finishing.Never ? Finishing.Never : Finishing.Add(close, cost > Finishing.Never / 4 / lacking ? Finishing.Never / 2 : lacking * (cost + item));
    }

    private long Step(ArrayResidual residual, int steps)
    {
        if (steps > MostSteps) throw new ConstraintLimitException([new ConstraintError("", "minContains", $"An array needs more than {MostSteps} items of different kinds to be finished; lower minContains or minItems.")]);
        var first = finishing.StopsAtFirst(reading);
        var best = Finishing.Never;
        foreach (var choice in finishing.Arrays.RawChoices(residual))
        {
            var value = finishing.ValueCost(choice.Value, reading);
            if (value >= Finishing.Never) continue;
            var after = Remembered(choice, residual);
            if (!ReferenceEquals(after, residual)) best = Math.Min(best, Finishing.Add(value + finishing.Layout.Item(reading.Place), From(after, steps + 1)));
            if (first && best < Finishing.Never) break;
        }

        return best;
    }

    /// <summary>
    /// Where values are remembered, one value of a small set is tried for real; a large set never runs out. Where two must be equal, an item
    /// that nothing else depends on is worth writing once, to be repeated.
    /// </summary>
    private ArrayResidual Remembered(ItemChoice choice, ArrayResidual before)
    {
        var cube = choice.After.Shape.Cube;
        if (!choice.After.Shape.TracksValues) return choice.After;
        if (finishing.Witness(choice.Value) is not { } value)
        {
            if (!cube.Repeated) return choice.After;
            value = choice.Value;
        }

        var isNews = !ReferenceEquals(choice.After, before) || (cube.Repeated && before.Seen?.Contains(value) != true);
        return isNews ? finishing.Arrays.Remember(choice.After, value) : choice.After;
    }
}
