using StructGen.Constraints.Numbers;
using StructGen.Constraints.Patterns;
using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Algebra;

/// <summary>Makes formulas; the smart constructors keep them small and equal ones identical.</summary>
internal sealed class FormulaArena
{
    public const long Unbounded = long.MaxValue;

    private static readonly Comparer<Formula> s_byId = Comparer<Formula>.Create(static (left, right) => left.Id.CompareTo(right.Id));

    private readonly Dictionary<Key, Formula> _interned = [];
    private readonly Dictionary<long, Formula> _pairs = [];
    private readonly List<Formula> _flat = [];
    private readonly Dictionary<Formula, (Pattern Language, int Bit)> _outer = [];
    private readonly Dictionary<Pattern, Pattern> _sureNames = [];
    private readonly Dictionary<Pattern, Pattern> _possibleNames = [];
    private int _count;

    public FormulaArena(PatternArena patterns, NumberArena numbers)
    {
        Patterns = patterns;
        NumberSets = numbers;
        True = Intern(FormulaKind.True, [], null, 0, 0, 0);
        False = Intern(FormulaKind.False, [], null, 0, 0, 0);
    }

    public PatternArena Patterns { get; }

    public NumberArena NumberSets { get; }

    public Formula True { get; }

    public Formula False { get; }

    public Formula Types(ValueKinds kinds)
        => kinds == ValueKinds.All ? True : kinds == ValueKinds.None ? False : Intern(FormulaKind.Types, [], null, (long)kinds, 0, 0);

    /// <summary>Booleans among those in the mask: 1 false, 2 true.</summary>
    public Formula Booleans(int mask) => mask == 3 ? True : Intern(FormulaKind.Booleans, [], null, mask, 0, 0);

    public Formula Strings(Pattern language)
        => ReferenceEquals(language, Patterns.Anything) ? True : Intern(FormulaKind.Strings, [], language, 0, 0, 0);

    /// <summary>The string is in a language that is known only to lie between two others, one of at most two such (the formats of host names).</summary>
    public Formula Between(Pattern inner, Pattern outer)
    {
        if (ReferenceEquals(inner, outer)) return Strings(inner);
        var formula = Intern(FormulaKind.Strings, [], inner, 1, 0, 0);
        if (_outer.TryAdd(formula, (outer, Cases))) Cases *= 2;
        return formula;
    }

    /// <summary>No member has a name outside a language that is known only to lie between two others.</summary>
    public Formula NamesBetween(Pattern inner, Pattern outer)
    {
        var formula = Members(Patterns.Not(inner), False);
        if (formula == True || ReferenceEquals(inner, outer)) return formula;
        _sureNames[formula.Pattern] = Patterns.Not(outer);
        _possibleNames[Patterns.Not(outer)] = formula.Pattern;
        return formula;
    }

    /// <summary>In how many cases a string between the languages can be: of each such format or not. 1 where all languages are exact.</summary>
    public int Cases { get; private set; } = 1;

    /// <summary>Whether some statement about strings is known only between two languages.</summary>
    public bool IsApproximate => Cases > 1;

    /// <summary>The language of a <see cref="FormulaKind.Strings"/> in one of the <see cref="Cases"/>.</summary>
    public Pattern LanguageOf(Formula strings, int which)
        => _outer.TryGetValue(strings, out var outer) && (which & outer.Bit) != 0 ? outer.Language : strings.Pattern;

    /// <summary>Of names that a statement may speak of those of which it surely does.</summary>
    public Pattern SurelyOf(Pattern names) => _sureNames.GetValueOrDefault(names) ?? names;

    /// <summary>The reverse of <see cref="SurelyOf"/>.</summary>
    public Pattern PossiblyOf(Pattern names) => _possibleNames.GetValueOrDefault(names) ?? names;

    public Formula Numbers(NumberSet set)
        => ReferenceEquals(set, NumberSets.All) ? True : Intern(FormulaKind.Numbers, [], set, 0, 0, 0);

    /// <summary>The member of this name, if present, satisfies the formula.</summary>
    public Formula Member(string name, Formula formula)
        => formula == True ? True : Intern(FormulaKind.Members, [formula], name, 0, 0, 0);

    /// <summary>Every member with a name in the language satisfies the formula.</summary>
    public Formula Members(Pattern names, Formula formula)
        => formula == True || ReferenceEquals(names, Patterns.Nothing) ? True : Intern(FormulaKind.Members, [formula], names, 0, 0, 0);

    /// <summary>The member is present.</summary>
    public Formula Has(string name) => Not(Member(name, False));

    public Formula MemberCount(long min, long max)
        => min <= 0 && max == Unbounded ? True : Intern(FormulaKind.MemberCount, [], null, Math.Max(0, min), max, 0);

    public Formula ItemAt(long index, Formula formula)
        => formula == True ? True : Intern(FormulaKind.ItemAt, [formula], null, index, 0, 0);

    public Formula ItemsFrom(long index, Formula formula)
        => formula == True ? True : Intern(FormulaKind.ItemsFrom, [formula], null, index, 0, 0);

    public Formula Contains(long from, Formula formula, long min, long max)
        => min <= 0 && max == Unbounded ? True
            : max == 0 ? (min > 0 ? Not(Types(ValueKinds.Array)) : ItemsFrom(from, Not(formula)))
            : Intern(FormulaKind.Contains, [formula], null, from, Math.Max(0, min), max);

    public Formula ItemCount(long min, long max)
        => min <= 0 && max == Unbounded ? True : Intern(FormulaKind.ItemCount, [], null, Math.Max(0, min), max, 0);

    public Formula UniqueItems() => Intern(FormulaKind.UniqueItems, [], null, 0, 0, 0);

    public Formula Node(SchemaNode node, int scope)
        => node.Boolean is bool value ? (value ? True : False) : Intern(FormulaKind.Node, [], node, scope, 0, 0);

    public Formula Not(Formula formula) => formula.Kind switch
    {
        FormulaKind.True => False,
        FormulaKind.False => True,
        FormulaKind.Not => formula.Operand,
        FormulaKind.Types => Types(ValueKinds.All & ~formula.Kinds),
        _ => Intern(FormulaKind.Not, [formula], null, 0, 0, 0),
    };

    public Formula And(params ReadOnlySpan<Formula> operands)
    {
        // Alternatives are merged member by member, the same two formulas hundreds of times.
        if (operands.Length != 2 || operands[0].Kind is FormulaKind.True or FormulaKind.False || operands[1].Kind is FormulaKind.True or FormulaKind.False || operands[0] == operands[1])
            return Connect(FormulaKind.And, True, False, operands);
        var key = ((long)operands[0].Id << 32) | (uint)operands[1].Id;
        if (_pairs.TryGetValue(key, out var known)) return known;
        return _pairs[key] = Connect(FormulaKind.And, True, False, operands);
    }

    public Formula Or(params ReadOnlySpan<Formula> operands) => Connect(FormulaKind.Or, False, True, operands);

    private Formula Connect(FormulaKind kind, Formula neutral, Formula absorbing, ReadOnlySpan<Formula> operands)
    {
        if (operands.Length == 2 && (operands[0] == operands[1] || operands[1] == neutral)) return operands[0];
        if (operands.Length == 2 && operands[0] == neutral) return operands[1];
        var flat = _flat;
        flat.Clear();
        var kinds = kind == FormulaKind.And ? ValueKinds.All : ValueKinds.None;
        if (!Flatten(kind, neutral, absorbing, operands, flat, ref kinds)) return absorbing;
        var types = Types(kinds);
        if (types == absorbing) return absorbing;
        if (types != neutral) flat.Add(types);
        flat.Sort(static (left, right) => left.Id.CompareTo(right.Id));
        var count = 0;
        for (var i = 0; i < flat.Count; i++)
            if (i == 0 || flat[i] != flat[i - 1]) flat[count++] = flat[i];
        flat.RemoveRange(count, flat.Count - count);
        foreach (var operand in flat)
        {
            if (operand.Kind == FormulaKind.Not && flat.BinarySearch(operand.Operand, s_byId) >= 0) return absorbing;
        }

        return flat.Count switch
        {
            0 => neutral,
            1 => flat[0],
            _ => Intern(kind, [.. flat], null, 0, 0, 0),
        };
    }

    /// <summary>Collects the operands of nested connectives of one kind, the types apart; false where one of them decides.</summary>
    private static bool Flatten(FormulaKind kind, Formula neutral, Formula absorbing, ReadOnlySpan<Formula> operands, List<Formula> flat, ref ValueKinds kinds)
    {
        foreach (var operand in operands)
        {
            if (operand == absorbing) return false;
            if (operand == neutral) continue;
            if (operand.Kind == FormulaKind.Types) kinds = kind == FormulaKind.And ? kinds & operand.Kinds : kinds | operand.Kinds;
            else if (operand.Kind != kind) flat.Add(operand);
            else if (!Flatten(kind, neutral, absorbing, operand.Operands, flat, ref kinds)) return false;
        }

        return true;
    }

    private Formula Intern(FormulaKind kind, Formula[] operands, object? payload, long a, long b, long c)
    {
        var key = new Key(kind, operands, payload, a, b, c);
        if (_interned.TryGetValue(key, out var known)) return known;
        Patterns.Work.Step();
        var formula = new Formula { Id = _count++, Kind = kind, Operands = operands, Payload = payload, A = a, B = b, C = c };
        _interned.Add(key, formula);
        return formula;
    }

    private readonly struct Key(FormulaKind kind, Formula[] operands, object? payload, long a, long b, long c) : IEquatable<Key>
    {
        private readonly int _hash = Hash(kind, operands, payload, a, b, c);

        public bool Equals(Key other)
            => _hash == other._hash && Same(other) && operands.AsSpan().SequenceEqual(other.Operands);

        private Formula[] Operands => operands;

        private FormulaKind Kind => kind;

        private object? Payload => payload;

        private (long, long, long) Counts => (a, b, c);

        private bool Same(Key other)
            => kind == other.Kind && Counts == other.Counts && (payload is string name ? name.Equals(other.Payload as string, StringComparison.Ordinal) : ReferenceEquals(payload, other.Payload));

        public override bool Equals(object? obj) => obj is Key other && Equals(other);

        public override int GetHashCode() => _hash;

        private static int Hash(FormulaKind kind, Formula[] operands, object? payload, long a, long b, long c)
        {
            var hash = HashCode.Combine(kind, payload is string name ? string.GetHashCode(name, StringComparison.Ordinal) : payload is null ? 0 : System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(payload), a, b, c);
            foreach (var operand in operands) hash = unchecked(hash * 31 + operand.Id);
            return hash;
        }
    }
}
