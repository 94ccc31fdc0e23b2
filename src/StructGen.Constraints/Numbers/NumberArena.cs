using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Numbers;

/// <summary>Makes and answers questions about sets of numbers: <c>And(Integer, AtLeast(0), Not(MultipleOf(5)))</c>. Equal means same reference.</summary>
/// <remarks>One arena per compilation, used by one thread at a time (the caller locks).</remarks>
internal sealed class NumberArena
{
    /// <summary>So many values are counted one by one.</summary>
    private const int FewValues = 64;

    private readonly Divisibilities _conditions;
    private readonly Work _work;
    private readonly Dictionary<UInt128, NumberSet> _interned = [];
    private readonly Dictionary<(UInt128 Set, int Places), ValueSet> _withPlaces = [];
    private readonly Dictionary<NumberSet, NumberSet> _plain = [];
    private readonly ValueSet _everything;
    private readonly ValueSet _nothing;
    private readonly ValueSet _whole;

    /// <summary>Makes an arena.</summary>
    /// <param name="limits">Bounds; the defaults where null.</param>
    /// <param name="work">The clock of the compilation; none where null.</param>
    public NumberArena(ConstraintLimits? limits = null, Work? work = null)
    {
        Limits = limits ?? ConstraintLimits.Default;
        _work = work ?? Work.Endless;
        _conditions = new Divisibilities(_work);
        _everything = new ValueSet([], [], [_conditions.Always]);
        _nothing = new ValueSet([], [], [_conditions.Never]);
        _whole = new ValueSet([], [], [_conditions.Of(ExactNumber.FromInteger(1))]);
        All = Intern(_whole, _everything);
        None = Intern(_nothing, _nothing);
        Integer = Intern(_whole, _whole);
        IntegerText = Intern(_whole, _nothing);
    }

    internal ConstraintLimits Limits { get; }

    /// <summary>The clock of those who work with the arena.</summary>
    internal Work Work => _work;

    /// <summary>Whether plain whole numbers reach as far as an unsigned long: the schema speaks of the format <c>uint64</c>. Set before any question.</summary>
    internal bool HasUnsigned { get; set; }

    /// <summary>Every number.</summary>
    public NumberSet All { get; }

    /// <summary>No number.</summary>
    public NumberSet None { get; }

    /// <summary>Whole numbers, however written: <c>1</c>, <c>1.0</c>, <c>1e0</c>.</summary>
    public NumberSet Integer { get; }

    /// <summary>Numbers written without fraction and exponent (draft 4).</summary>
    public NumberSet IntegerText { get; }

    public NumberSet AtLeast(ExactNumber bound) => OfValues(new ValueSet([bound], [true], [_conditions.Never, _conditions.Always]));

    public NumberSet Above(ExactNumber bound) => OfValues(new ValueSet([bound], [false], [_conditions.Never, _conditions.Always]));

    public NumberSet AtMost(ExactNumber bound) => OfValues(new ValueSet([bound], [true], [_conditions.Always, _conditions.Never]));

    public NumberSet Below(ExactNumber bound) => OfValues(new ValueSet([bound], [false], [_conditions.Always, _conditions.Never]));

    /// <summary>Whole multiples of a positive number.</summary>
    public NumberSet MultipleOf(ExactNumber divisor) => OfValues(new ValueSet([], [], [_conditions.Of(divisor with { Mantissa = System.Numerics.BigInteger.Abs(divisor.Mantissa) })]));

    public NumberSet Equal(ExactNumber value) => Equals([value]);

    /// <summary>Any of the values.</summary>
    public NumberSet Equals(IReadOnlyCollection<ExactNumber> values)
    {
        var cuts = values.Distinct().Order().ToArray();
        var never = new Divisibility[cuts.Length + 1];
        Array.Fill(never, _conditions.Never);
        var members = new bool[cuts.Length];
        Array.Fill(members, true);
        return OfValues(new ValueSet(cuts, members, never));
    }

    public NumberSet And(NumberSet left, NumberSet right) => left == right ? left : Intern(And(left.Plain, right.Plain), And(left.Other, right.Other));

    public NumberSet Or(NumberSet left, NumberSet right) => left == right ? left : Intern(Or(left.Plain, right.Plain), Or(left.Other, right.Other));

    public NumberSet Not(NumberSet set) => Intern(And(_whole, set.Plain.Not(_conditions)), set.Other.Not(_conditions));

    public NumberSet And(ReadOnlySpan<NumberSet> sets)
    {
        var result = All;
        foreach (var set in sets) result = And(result, set);
        return result;
    }

    public NumberSet Or(ReadOnlySpan<NumberSet> sets)
    {
        var result = None;
        foreach (var set in sets) result = Or(result, set);
        return result;
    }

    /// <summary>The numbers of a set that are written plainly (<see cref="ConstraintOptions.PlainNumbers"/>); the set itself where no plain one is in it, or its bounds ask for more.</summary>
    public NumberSet Plain(NumberSet set)
    {
        if (_plain.TryGetValue(set, out var known)) return known;
        if (PlainNumbers.HasFarValues(set)) return _plain[set] = set;
        var (least, most) = PlainNumbers.Range(set, HasUnsigned);
        var range = And(AtLeast(least), AtMost(most));
        var narrowed = set;
        if (And(set.Other, _whole).Key == set.Other.Key) narrowed = Intern(And(set.Plain, range.Plain), _nothing);
        else if (PlainNumbers.Places(set) is { } places) narrowed = Intern(And(set.Plain, range.Plain), And(set.Other, range.Other), new PlainSpelling(set, places + 1));
        return _plain[set] = IsEmpty(narrowed) ? set : narrowed;
    }

    /// <summary>Whether a set keeps spellings that plain writing leaves out.</summary>
    public bool KeepsSpellings(NumberSet set) => Plain(set) == set && set.Other.Key != _nothing.Key;

    /// <summary>Whether no number is in the set.</summary>
    public bool IsEmpty(NumberSet set) => Count(set, 1) == 0;

    /// <summary>Whether a text is a JSON number in the set; values are compared, so 1.0 is 1.</summary>
    public bool Contains(NumberSet set, ReadOnlySpan<char> jsonText) =>
        set != None && ExactNumber.TryParse(jsonText, out var value) && (jsonText.ContainsAny('.', 'e', 'E') ? set.Other : set.Plain).Contains(value);

    /// <summary>How many values are in the set, at most the limit; the limit where there are more or infinitely many.</summary>
    public long Count(NumberSet set, long limit)
    {
        var values = Or(set.Plain, set.Other);
        return limit > FewValues && IsInfinite(values) ? limit : ValueSearch.Values(values).TakeWhile((_, index) => index < limit).LongCount();
    }

    /// <summary>Whether there is no last value: some piece is dense, or one without an end holds multiples.</summary>
    private static bool IsInfinite(ValueSet values)
    {
        for (var i = 0; i < values.Between.Length; i++)
        {
            var condition = values.Between[i];
            if (condition.Answer == true || condition.IsDense) return true;
            if ((i == 0 || i == values.Between.Length - 1) && Divisibilities.Ways(condition).Any()) return true;
        }

        return false;
    }

    /// <summary>Values of the set, at most so many.</summary>
    public IReadOnlyList<ExactNumber> Enumerate(NumberSet set, int limit) => ValueSearch.Values(Or(set.Plain, set.Other)).Take(limit).ToArray();

    /// <summary>The values of a set that need no more places behind the point.</summary>
    internal ValueSet WithPlaces(ValueSet set, int places)
    {
        if (_withPlaces.TryGetValue((set.Key, places), out var known)) return known;
        return _withPlaces[(set.Key, places)] = And(set, new ValueSet([], [], [_conditions.Of(Decimals.Scale(1, -places))]));
    }

    private NumberSet OfValues(ValueSet values) => Intern(And(_whole, values), values);

    private ValueSet And(ValueSet left, ValueSet right) => left.Key == right.Key ? left : Join(left, right, static (a, b) => a && b, _conditions.And);

    private ValueSet Or(ValueSet left, ValueSet right) => left.Key == right.Key ? left : Join(left, right, static (a, b) => a || b, _conditions.Or);

    private ValueSet Join(ValueSet left, ValueSet right, Func<bool, bool, bool> ofMembers, Func<Divisibility, Divisibility, Divisibility> ofConditions)
    {
        // A step a cut: anyOf over ten thousand constants joins as many growing sets.
        _work.Step(1 + left.Cuts.Length + right.Cuts.Length);
        return left.Join(right, ofMembers, ofConditions);
    }

    private NumberSet Intern(ValueSet plain, ValueSet other, PlainSpelling? spelling = null)
    {
        var key = NumberSet.KeyOf(plain, other, spelling);
        if (_interned.TryGetValue(key, out var found)) return found;
        return _interned[key] = new NumberSet(_interned.Count, plain, other, spelling);
    }
}
