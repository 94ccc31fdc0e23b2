using StructGen.Constraints.Automata;
using StructGen.Constraints.Layouts;

namespace StructGen.Constraints.Algebra;

/// <summary>Whether a value, or what is left of one, can be finished, and in how few bytes: a least fixpoint over interned formulas.</summary>
/// <remarks>
/// "Never stuck" rests on this: nothing is offered that cannot be finished. A formula that is asked about while it is being worked out counts
/// as impossible at first (its shortest instance does not contain itself). What rests on such an assumption is an estimate: the formula is worked
/// out again with the estimates so far until none of them changes, and then they are known, all of the cycle at once. Two readings of the same recursion: <i>possible</i> stops at the first instance found, <i>cheapest</i> counts bytes.
/// </remarks>
internal sealed class Finishing
{
    public const long Never = long.MaxValue / 4;

    private readonly FormulaBuilder _builder;
    private readonly NumberAutomaton _numbers;
    private readonly ValueShapes _shapes;
    private readonly ObjectResiduals _objects;
    private readonly ArrayResiduals _arrays;
    private readonly Dictionary<(object Residual, int Inside), long> _costs = [];
    private readonly Dictionary<Patterns.Pattern, long> _nameBytes = [];
    private readonly Reading _possible = new();
    private readonly Reading _cheapest = new();

    public Finishing(FormulaBuilder builder, NumberAutomaton numbers, Layout layout, TextForms forms)
    {
        _builder = builder;
        Layout = layout;
        Forms = forms;
        _numbers = numbers;
        _objects = new ObjectResiduals(builder, forms) { Finishing = this };
        _arrays = new ArrayResiduals(builder) { Finishing = this };
        _shapes = new ValueShapes(builder, forms, numbers, _objects, _arrays);
    }

    public Layout Layout { get; }

    public TextForms Forms { get; }

    public ValueShapes Shapes => _shapes;

    public ObjectResiduals Objects => _objects;

    public ArrayResiduals Arrays => _arrays;

    /// <summary>Whether some value satisfies the formula.</summary>
    public bool IsSatisfiable(Formula formula) => Cost(formula, _possible) < Never;

    /// <summary>Fewest bytes of a value that satisfies the formula and stands at a place; <see cref="Never"/> where none does.</summary>
    public long Cheapest(Formula formula, int place) => Layout.IsIndented ? At(place, () => Cost(formula, _cheapest)) : Cost(formula, _cheapest);

    /// <summary>Fewest bytes of a scalar, or of an empty object or array in two brackets, that satisfies the formula.</summary>
    public long CheapestInline(Formula formula)
    {
        var shape = _shapes.Of(formula);
        var best = CostOfScalars(shape);
        if (best > 2 && (_shapes.ObjectStarts(formula).Any(ObjectResiduals.CanClose) || _shapes.ArrayStarts(formula).Any(ArrayResiduals.CanClose))) return 2;
        return best;
    }

    public bool CanFinish(ObjectResidual residual)
        => residual.Finishable ?? Keep(() => Cost(residual, _possible) < Never, _possible, finishable => residual.Finishable = finishable);

    public bool CanFinish(ArrayResidual residual)
        => residual.Finishable ?? Keep(() => Cost(residual, _possible) < Never, _possible, finishable => residual.Finishable = finishable);

    /// <summary>Fewest bytes that close the object from after a member.</summary>
    /// <param name="residual">What is left of it.</param>
    /// <param name="inside">The place of its members' values.</param>
    public long Cheapest(ObjectResidual residual, int inside)
    {
        if (Layout.IsIndented) return CheapestAt(residual, inside, () => Cost(residual, _cheapest));
        return residual.Cost ?? KeepCost(() => Cost(residual, _cheapest), cost => residual.Cost = cost);
    }

    public long Cheapest(ArrayResidual residual, int inside)
    {
        if (Layout.IsIndented) return CheapestAt(residual, inside, () => Cost(residual, _cheapest));
        return residual.Cost ?? KeepCost(() => Cost(residual, _cheapest), cost => residual.Cost = cost);
    }

    private long CheapestAt(object residual, int inside, Func<long> ask)
        => _costs.TryGetValue((residual, inside), out var known) ? known : At(inside, () => KeepCost(ask, cost => _costs[(residual, inside)] = cost));

    /// <summary>Asks with values standing at another place.</summary>
    private long At(int place, Func<long> ask)
    {
        var outer = _cheapest.Place;
        _cheapest.Place = place;
        try
        {
            return ask();
        }
        finally
        {
            _cheapest.Place = outer;
        }
    }

    private static bool Keep(Func<bool> ask, Reading reading, Action<bool> keep)
    {
        var outer = reading.Lowest;
        reading.Lowest = int.MaxValue;
        var answer = ask();
        if (answer || reading.Lowest == int.MaxValue) keep(answer);
        reading.Lowest = Math.Min(outer, reading.Lowest);
        return answer;
    }

    private long KeepCost(Func<long> ask, Action<long> keep)
    {
        var outer = _cheapest.Lowest;
        _cheapest.Lowest = int.MaxValue;
        var answer = ask();
        if (_cheapest.Lowest == int.MaxValue) keep(answer);
        _cheapest.Lowest = Math.Min(outer, _cheapest.Lowest);
        return answer;
    }

    private long Cost(Formula formula, Reading reading)
    {
        if (formula == _builder.Arena.True) return reading == _possible ? 0 : 1 + Layout.BeforeScalar(reading.Place);
        if (formula == _builder.Arena.False) return Never;
        if (reading.Known.TryGetValue(formula, out var known)) return known;
        if (reading.Open.TryGetValue(formula, out var open))
        {
            reading.Lowest = Math.Min(reading.Lowest, open.Depth);
            return Estimates(reading) && reading.Estimates.TryGetValue(formula, out var sofar) ? sofar.Cost : Never;
        }

        if (Estimates(reading) && reading.Estimates.TryGetValue(formula, out var estimate) && estimate.Pass == reading.Pass && estimate.RestsOn.Root is { IsOpen: true } root)
        {
            reading.Lowest = Math.Min(reading.Lowest, root.Depth);
            return estimate.Cost;
        }

        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        open = reading.Begin(formula);
        var (outer, outerPass, first) = (reading.Lowest, reading.Pass, reading.Estimated.Count);
        long cost;
        for (; ; reading.BeginPass())
        {
            _builder.Arena.Patterns.Work.Step();
            var changes = reading.Changes;
            reading.Lowest = int.MaxValue;
            cost = CostOfKinds(formula, reading);
            if (reading.Lowest > open.Depth || (reading == _possible && cost < Never) || !Estimates(reading)) break;
            cost = reading.Estimate(formula, cost);
            if (reading.Lowest < open.Depth || reading.Changes == changes) break;
        }

        // One instance found is enough, whatever the open formulas come to.
        var isFinal = reading.Lowest >= open.Depth || (reading == _possible && cost < Never);
        reading.End(formula, open, isFinal);
        if (isFinal)
        {
            reading.Settle(first, keep: reading != _possible || cost >= Never);
            reading.Known[formula] = cost;
            reading.Pass = outerPass;
        }

        reading.Lowest = isFinal ? outer : Math.Min(outer, reading.Lowest);
        return cost;
    }

    /// <summary>In indented forms the costs differ by depth, so that an estimate says nothing of the same formula further in.</summary>
    private bool Estimates(Reading reading) => reading == _possible || !Layout.IsIndented;

    private long CostOfKinds(Formula formula, Reading reading)
    {
        var first = reading == _possible;
        var shape = _shapes.Of(formula);
        if (first && (shape.Number | shape.Text | shape.Plain | shape.Booleans) != 0) return 0;
        if (first && shape.AllowsNull) return 0;
        var best = first ? Never : CostOfScalars(shape);
        if (best < Never) best += Layout.BeforeScalar(reading.Place);
        foreach (var start in _shapes.ArrayStarts(formula))
        {
            best = Math.Min(best, first ? Finish(start, reading) : Layout.Whole(Finish(start, reading), ArrayResiduals.CanClose(start), reading.Place));
            if (first && best < Never) return 0;
        }

        foreach (var start in _shapes.ObjectStarts(formula))
        {
            best = Math.Min(best, first ? Finish(start, reading) : Layout.Whole(Finish(start, reading), ObjectResiduals.CanClose(start), reading.Place));
            if (first && best < Never) return 0;
        }

        return best;
    }

    private long CostOfScalars(ValueShape shape)
    {
        long best = shape.Number != 0 ? _numbers.MinBytes(shape.Number) : Never;
        if (shape.Text != 0) best = Math.Min(best, 2 + Forms.Quoted.MinBytes(shape.Text));
        if (shape.Plain != 0) best = Math.Min(best, Forms.Plain!.MinBytes(shape.Plain));
        if (shape.AllowsNull || (shape.Booleans & 2) != 0) best = Math.Min(best, 4);
        return (shape.Booleans & 1) != 0 ? Math.Min(best, 5) : best;
    }

    private long Finish(ObjectResidual residual, Reading reading)
        => reading == _possible ? (CanFinish(residual) ? 0 : Never) : Cheapest(residual, Layout.InsideObject(reading.Place));

    private long Finish(ArrayResidual residual, Reading reading)
        => reading == _possible ? (CanFinish(residual) ? 0 : Never) : Cheapest(residual, Layout.InsideArray(reading.Place));

    private long Cost(ObjectResidual residual, Reading reading)
        => !ObjectResiduals.HasEnoughNames(residual) ? Never
            : residual.IsSimple ? new SimpleObjectFinish(this, reading, residual).Cost()
            : residual.IsPastOrdered && residual.Seen.Length > 0 ? new ObligationFinish(this, reading).Cost(residual)
            : new ObjectFinish(this, reading).Cost(residual);

    /// <summary>Fewest bytes of one more name of a class; the empty one counts as one, for it can be taken only once.</summary>
    internal long NameBytes(OtherNames names)
    {
        if (!_nameBytes.TryGetValue(names.Names, out var bytes)) _nameBytes[names.Names] = bytes = Math.Max(1, Forms.NameBytes(names.Names));
        return bytes;
    }

    /// <summary>The cost of finishing an object where it was worked out before.</summary>
    internal long? KnownCost(ObjectResidual residual, Reading reading)
    {
        if (reading == _possible) return residual.Finishable is { } finishable ? (finishable ? 0 : Never) : null;
        return !Layout.IsIndented ? residual.Cost : _costs.TryGetValue((residual, reading.Place), out var cost) ? cost : null;
    }

    private long Cost(ArrayResidual residual, Reading reading) => new ArrayFinish(this, reading).Cost(residual);

    /// <summary>Number of different values that satisfy the formula, up to a limit.</summary>
    internal long CountValues(Formula formula, long limit)
    {
        var arena = _builder.Arena;
        var scalars = _builder.Scalars;
        long count = (scalars.AllowsNull(formula) ? 1 : 0) + System.Numerics.BitOperations.PopCount((uint)scalars.BooleansOf(formula));
        if (count < limit) count += arena.Patterns.Count(scalars.StringsOf(formula), limit - count);
        if (count < limit) count += arena.NumberSets.Count(scalars.NumbersOf(formula), limit - count);
        foreach (var start in count < limit ? _shapes.ArrayStarts(formula) : [])
            if (count < limit && CanFinish(start)) count += CountArrays(start.Shape.Cube, limit - count);
        foreach (var start in count < limit ? _shapes.ObjectStarts(formula) : [])
            if (count < limit && CanFinish(start)) count += CountObjects(start.Shape, limit - count);
        return Math.Min(count, limit);
    }

    /// <summary>A formula that exactly one of the formula's scalar values satisfies; null where it has none, or children.</summary>
    internal Formula? Witness(Formula formula)
    {
        var arena = _builder.Arena;
        var scalars = _builder.Scalars;
        if (scalars.AllowsNull(formula)) return arena.Types(ValueKinds.Null);
        var booleans = scalars.BooleansOf(formula);
        if (booleans != 0) return arena.And(arena.Types(ValueKinds.Boolean), arena.Booleans(booleans & -booleans));
        if (arena.NumberSets.Enumerate(scalars.NumbersOf(formula), 1) is [var number]) return arena.And(arena.Types(ValueKinds.Number), arena.Numbers(arena.NumberSets.Equal(number)));
        return arena.Patterns.Shortest(scalars.StringsOf(formula)) is { } text ? arena.And(arena.Types(ValueKinds.String), arena.Strings(arena.Patterns.Literal(text))) : null;
    }

    private long CountArrays(ArrayCube cube, long limit)
    {
        if (cube.Max > 64) return limit;
        long total = 0;
        for (var length = cube.Min; length <= cube.Max && total < limit; length++)
        {
            long product = 1;
            for (var i = 0; i < length && product < limit && product > 0; i++) product *= CountValues(cube.At(i), limit);
            total += product;
        }

        return Math.Min(total, limit);
    }

    private long CountObjects(ObjectShape shape, long limit)
    {
        if (shape.Max > shape.RequiredCount && shape.Others.Any(other => IsSatisfiable(other.Formula))) return limit;
        long product = 1;
        for (var name = 0; name < shape.Names.Length && product < limit; name++)
        {
            if (!shape.Required[name] && (shape.Max == shape.RequiredCount || !IsSatisfiable(shape.Formulas[name]))) continue;
            product *= CountValues(shape.Formulas[name], limit) + (shape.Required[name] ? 0 : 1);
        }

        return Math.Min(product, limit);
    }

    internal static long Add(long left, long right) => left >= Never || right >= Never ? Never : Math.Min(Never - 1, left + right);

    /// <summary>Cost of a value under the reading that an object or array is being finished for.</summary>
    internal long ValueCost(Formula formula, Reading reading) => Cost(formula, reading);

    internal bool StopsAtFirst(Reading reading) => reading == _possible;

    /// <summary>The state of one fixpoint.</summary>
    internal sealed class Reading
    {
        private readonly List<Dictionary<Formula, long>> _known = [[]];
        private readonly List<OpenFormula> _stack = [];
        private int _passes;

        /// <summary>Answers at the place.</summary>
        public Dictionary<Formula, long> Known => _known[Place];

        public Dictionary<Formula, OpenFormula> Open { get; } = [];

        /// <summary>Lowest depth of an open formula that an answer rested on.</summary>
        public int Lowest { get; set; } = int.MaxValue;

        /// <summary>What formulas come to if the open ones come to what is estimated of them.</summary>
        public Dictionary<Formula, (long Cost, int Pass, OpenFormula RestsOn)> Estimates { get; } = [];

        /// <summary>The formulas with estimates, in the order in which they got them.</summary>
        public List<Formula> Estimated { get; } = [];

        /// <summary>The present pass over a cycle; estimates of other passes are worked out again.</summary>
        public int Pass { get; set; }

        /// <summary>How often an estimate has changed.</summary>
        public int Changes { get; private set; }

        public void BeginPass() => Pass = ++_passes;

        public OpenFormula Begin(Formula formula)
        {
            var open = new OpenFormula(_stack.Count);
            Open.Add(formula, open);
            _stack.Add(open);
            return open;
        }

        /// <summary>The formula is worked out as far as it can be; if not finally, what rested on it rests on what it rests on.</summary>
        public void End(Formula formula, OpenFormula open, bool isFinal)
        {
            Open.Remove(formula);
            _stack.RemoveAt(_stack.Count - 1);
            open.IsOpen = false;
            if (!isFinal) open.RestsOn = _stack[Lowest];
        }

        /// <summary>Takes the cost of a formula that rests on open ones; estimates only fall.</summary>
        public long Estimate(Formula formula, long cost)
        {
            var before = Never;
            if (Estimates.TryGetValue(formula, out var estimate)) before = estimate.Cost;
            else Estimated.Add(formula);
            if (cost < before) Changes++;
            cost = Math.Min(cost, before);
            Estimates[formula] = (cost, Pass, _stack[Lowest]);
            return cost;
        }

        /// <summary>The estimates of the last pass are final, or of no use any more; those of earlier passes always are.</summary>
        public void Settle(int first, bool keep)
        {
            for (var i = first; i < Estimated.Count; i++)
            {
                if (Estimates.Remove(Estimated[i], out var estimate) && keep && estimate.Pass == Pass) Known[Estimated[i]] = estimate.Cost;
            }

            Estimated.RemoveRange(first, Estimated.Count - first);
        }

        /// <summary>Where the value that is asked about stands; see <see cref="Layouts.Layout"/>.</summary>
        public int Place
        {
            get;
            set
            {
                while (_known.Count <= value) _known.Add([]);
                field = value;
            }
        }
    }

    /// <summary>A formula that is being worked out, or was without coming to a final answer.</summary>
    internal sealed class OpenFormula(int depth)
    {
        public int Depth { get; } = depth;

        public bool IsOpen { get; set; } = true;

        /// <summary>Once it is no longer open: the outer formula that its estimate rests on.</summary>
        public OpenFormula? RestsOn { get; set; }

        /// <summary>The formula that decides: open as long as estimates that rest on this one are worth anything.</summary>
        public OpenFormula Root => RestsOn is null ? this : RestsOn = RestsOn.Root;
    }
}
