using StructGen.Constraints.Numbers;
using StructGen.Constraints.Patterns;

namespace StructGen.Constraints.Algebra;

/// <summary>Reads a formula as what it says of values without children: may it be null, which booleans, strings and numbers.</summary>
/// <remarks>
/// Restricted to strings, a formula is a Boolean combination of regular languages, so it is one language: no case splitting. A subschema that
/// refers to itself in place (<c>{"allOf": [{"$ref": "#"}]}</c>) says nothing there.
/// </remarks>
internal sealed class ScalarLanguages(FormulaBuilder builder)
{
    private readonly Dictionary<Formula, bool> _nulls = [];
    private readonly Dictionary<Formula, int> _booleans = [];
    private readonly Dictionary<Formula, Pattern>[] _strings = [[], [], [], []];
    private readonly Dictionary<Formula, Pattern> _sure = [];
    private readonly Dictionary<Formula, NumberSet> _numbers = [];
    private readonly Dictionary<Formula, Pattern> _possible = [];

    private readonly Dictionary<Formula, bool> _impossible = [];
    private readonly Dictionary<Formula, ValueKinds> _may = [];
    private readonly Dictionary<Formula, ValueKinds> _must = [];

    private PatternArena Patterns => builder.Arena.Patterns;

    private NumberArena Sets => builder.Arena.NumberSets;

    /// <summary>Whether null satisfies the formula.</summary>
    public bool AllowsNull(Formula formula)
    {
        if (_nulls.TryGetValue(formula, out var known)) return known;
        _nulls[formula] = true;
        return _nulls[formula] = formula.Kind switch
        {
            FormulaKind.False => false,
            FormulaKind.And => formula.Operands.All(AllowsNull),
            FormulaKind.Or => formula.Operands.Any(AllowsNull),
            FormulaKind.Not => !AllowsNull(formula.Operand),
            FormulaKind.Types => formula.Kinds.HasFlag(ValueKinds.Null),
            FormulaKind.Node => AllowsNull(builder.Unfold(formula)),
            _ => true,
        };
    }

    /// <summary>The booleans that satisfy the formula: 1 false, 2 true.</summary>
    public int BooleansOf(Formula formula)
    {
        if (_booleans.TryGetValue(formula, out var known)) return known;
        _booleans[formula] = 3;
        return _booleans[formula] = formula.Kind switch
        {
            FormulaKind.False => 0,
            FormulaKind.And => formula.Operands.Aggregate(3, (mask, operand) => mask & BooleansOf(operand)),
            FormulaKind.Or => formula.Operands.Aggregate(0, (mask, operand) => mask | BooleansOf(operand)),
            FormulaKind.Not => 3 & ~BooleansOf(formula.Operand),
            FormulaKind.Types => formula.Kinds.HasFlag(ValueKinds.Boolean) ? 3 : 0,
            FormulaKind.Booleans => (int)formula.A,
            FormulaKind.Node => BooleansOf(builder.Unfold(formula)),
            _ => 3,
        };
    }

    /// <summary>The strings that satisfy the formula, as far as they can be written: of formats that are no regular language those that surely do.</summary>
    public Pattern StringsOf(Formula formula) => builder.Options.WritesPossible ? PossibleStringsOf(formula) : Among(_sure, formula, Patterns.And);

    /// <summary>The strings that may satisfy the formula: all that do are among them.</summary>
    public Pattern PossibleStringsOf(Formula formula) => Among(_possible, formula, Patterns.Or);

    /// <summary>
    /// Where a format lies between two languages, a string between them is of the format or is not: what holds in both cases surely holds, what
    /// holds in one may. A format and its own negation exclude each other in each case, so that nothing is lost where the same format stands twice.
    /// </summary>
    private Pattern Among(Dictionary<Formula, Pattern> kept, Formula formula, Func<Pattern, Pattern, Pattern> join)
    {
        var result = StringsOf(formula, 0);
        if (builder.Arena.Cases == 1) return result;
        if (kept.TryGetValue(formula, out var known)) return known;
        for (var which = 1; which < builder.Arena.Cases; which++) result = join(result, StringsOf(formula, which));
        return kept[formula] = result;
    }

    private Pattern StringsOf(Formula formula, int which)
    {
        var strings = _strings[which];
        if (strings.TryGetValue(formula, out var known)) return known;
        strings[formula] = Patterns.Anything;
        return strings[formula] = formula.Kind switch
        {
            FormulaKind.False => Patterns.Nothing,
            FormulaKind.And => Patterns.And(Array.ConvertAll(formula.Operands, operand => StringsOf(operand, which))),
            FormulaKind.Or => Patterns.Or(Array.ConvertAll(formula.Operands, operand => StringsOf(operand, which))),
            FormulaKind.Not => Patterns.Not(StringsOf(formula.Operand, which)),
            FormulaKind.Types => formula.Kinds.HasFlag(ValueKinds.String) ? Patterns.Anything : Patterns.Nothing,
            FormulaKind.Strings => builder.Arena.LanguageOf(formula, which),
            FormulaKind.Node => StringsOf(builder.Unfold(formula), which),
            _ => Patterns.Anything,
        };
    }

    /// <summary>The numbers that satisfy the formula.</summary>
    public NumberSet NumbersOf(Formula formula)
    {
        if (_numbers.TryGetValue(formula, out var known)) return known;
        _numbers[formula] = Sets.All;
        return _numbers[formula] = formula.Kind switch
        {
            FormulaKind.False => Sets.None,
            FormulaKind.And => formula.Operands.Aggregate(Sets.All, (set, operand) => Sets.And(set, NumbersOf(operand))),
            FormulaKind.Or => formula.Operands.Aggregate(Sets.None, (set, operand) => Sets.Or(set, NumbersOf(operand))),
            FormulaKind.Not => Sets.Not(NumbersOf(formula.Operand)),
            FormulaKind.Types => formula.Kinds.HasFlag(ValueKinds.Number) ? Sets.All : Sets.None,
            FormulaKind.Numbers => formula.Numbers,
            FormulaKind.Node => NumbersOf(builder.Unfold(formula)),
            _ => Sets.All,
        };
    }

    /// <summary>Whether plainly no value satisfies the formula: no scalar does, and it speaks of no object or array. A quick look, without children.</summary>
    public bool IsImpossible(Formula formula)
    {
        if (_impossible.TryGetValue(formula, out var known)) return known;
        return _impossible[formula] = (MayHold(formula) & (ValueKinds.Object | ValueKinds.Array)) == 0
            && !AllowsNull(formula) && BooleansOf(formula) == 0 && ReferenceEquals(NumbersOf(formula), Sets.None) && Patterns.IsEmpty(PossibleStringsOf(formula));
    }

    /// <summary>Whether plainly no object and no array satisfies the formula.</summary>
    public bool IsScalar(Formula formula) => (MayHold(formula) & (ValueKinds.Object | ValueKinds.Array)) == 0;

    /// <summary>
    /// The ways in which a value can stand to a formula that one hopes to see broken: to break it, or perhaps not. A value that breaks it is also
    /// among those that need not; only where the formula leaves nothing but scalars are the two told apart, for there that costs nothing.
    /// </summary>
    /// <returns>The values that break it and the others; null where there are none.</returns>
    public (Formula? Breaking, Formula? Others) Divide(Formula value, Formula held)
    {
        var both = builder.Arena.And(value, held);
        if (IsImpossible(both)) return (value, null);
        var breaking = builder.Arena.And(value, builder.Arena.Not(held));
        if (IsImpossible(breaking)) return (null, value);
        return (breaking, IsScalar(both) ? both : value);
    }

    /// <summary>The kinds with children of which some value might satisfy the formula.</summary>
    private ValueKinds MayHold(Formula formula)
    {
        if (_may.TryGetValue(formula, out var known)) return known;
        _may[formula] = ValueKinds.All;
        return _may[formula] = formula.Kind switch
        {
            FormulaKind.False => ValueKinds.None,
            FormulaKind.And => formula.Operands.Aggregate(ValueKinds.All, (kinds, operand) => kinds & MayHold(operand)),
            FormulaKind.Or => formula.Operands.Aggregate(ValueKinds.None, (kinds, operand) => kinds | MayHold(operand)),
            FormulaKind.Not => ValueKinds.All & ~MustHold(formula.Operand),
            FormulaKind.Types => formula.Kinds,
            FormulaKind.Node => MayHold(builder.Unfold(formula)),
            _ => ValueKinds.All,
        };
    }

    /// <summary>The kinds with children of which every value satisfies the formula.</summary>
    private ValueKinds MustHold(Formula formula)
    {
        if (_must.TryGetValue(formula, out var known)) return known;
        _must[formula] = ValueKinds.None;
        return _must[formula] = formula.Kind switch
        {
            FormulaKind.True => ValueKinds.All,
            FormulaKind.And => formula.Operands.Aggregate(ValueKinds.All, (kinds, operand) => kinds & MustHold(operand)),
            FormulaKind.Or => formula.Operands.Aggregate(ValueKinds.None, (kinds, operand) => kinds | MustHold(operand)),
            FormulaKind.Not => ValueKinds.All & ~MayHold(formula.Operand),
            FormulaKind.Types => formula.Kinds,
            FormulaKind.Node => MustHold(builder.Unfold(formula)),
            FormulaKind.Strings or FormulaKind.Numbers or FormulaKind.Booleans => ValueKinds.Object | ValueKinds.Array,
            FormulaKind.Members or FormulaKind.MemberCount => ValueKinds.Array,
            FormulaKind.ItemAt or FormulaKind.ItemsFrom or FormulaKind.Contains or FormulaKind.ItemCount or FormulaKind.UniqueItems => ValueKinds.Object,
            _ => ValueKinds.None,
        };
    }
}
