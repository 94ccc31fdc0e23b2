using System.Text;

namespace StructGen.Constraints.Patterns;

/// <summary>
/// Makes and answers questions about patterns. <c>arena.And(arena.Search("^[a-z]+$"), arena.Length(0, 20), arena.Not(arena.Literal("if")))</c> is one
/// node; asked for the same again, the arena gives the same node.
/// </summary>
/// <remarks>
/// One arena per compilation, used by one thread at a time (the caller locks). Constructors simplify: alternatives are flattened, sorted, merged and
/// absorbed, so that few structures stand for one language and derivatives stay finite. Brzozowski, "Derivatives of regular expressions" (1964);
/// Owens, Reppy, Turon, "Regular-expression derivatives re-examined" (2009).
/// </remarks>
internal sealed partial class PatternArena
{
    private readonly ConstraintLimits _limits;
    private readonly Dictionary<UInt128, Pattern> _interned = [];
    private readonly CharPartitions _partitions = new();

    public PatternArena(ConstraintLimits limits)
    {
        _limits = limits;
        Work = new Work(limits.CompileTime);
        Nothing = Intern(new KeyHash((int)PatternKind.Nothing).Value, (id, key) => new Pattern(id, PatternKind.Nothing, key) { MinLength = Pattern.Unbounded, MaxLength = 0, Emptiness = true });
        Empty = Intern(new KeyHash((int)PatternKind.Empty).Value, (id, key) => new Pattern(id, PatternKind.Empty, key)
        {
            IsNullable = true,
            MaxLength = 0,
            IsPlain = true,
            IsContiguous = true,
            IsThin = true,
            Emptiness = false,
        });
        AnyChar = Chars(CharSet.All);
        Anything = Repeat(AnyChar, 0, null);
    }

    /// <summary>The clock of all who work with the arena.</summary>
    public Work Work { get; }

    /// <summary>No string.</summary>
    public Pattern Nothing { get; }

    /// <summary>The empty string alone.</summary>
    public Pattern Empty { get; }

    /// <summary>Any one character.</summary>
    public Pattern AnyChar { get; }

    /// <summary>Any string.</summary>
    public Pattern Anything { get; }

    /// <summary>How many patterns the arena has made.</summary>
    public int Size => _interned.Count;

    /// <summary>One string; nothing where the string holds half a surrogate pair, which no UTF-8 text can spell.</summary>
    public Pattern Literal(string text) => IsWellFormed(text) ? Suffix(text, 0) : Nothing;

    /// <summary>Any of the strings; a hundred thousand are no burden.</summary>
    public Pattern Literals(IReadOnlyCollection<string> texts)
    {
        var sorted = texts.Where(IsWellFormed).Distinct().ToArray();
        Array.Sort(sorted, string.CompareOrdinal);
        return sorted.Length == 0 ? Nothing : Rows(new LiteralTable(sorted), 0, sorted.Length, 0);
    }

    /// <summary>One character of the set.</summary>
    public Pattern Chars(CharSet set)
    {
        if (set.IsEmpty) return Nothing;
        var hash = new KeyHash((int)PatternKind.Chars);
        hash.Add(set);
        return Intern(hash.Value, (id, key) => new Pattern(id, PatternKind.Chars, key)
        {
            Set = set,
            MinLength = 1,
            MaxLength = 1,
            IsPlain = true,
            IsContiguous = true,
            IsThin = JsonCost.Fewest(set) == 1,
            Residue = 1,
            Emptiness = false,
        });
    }

    /// <summary>A string of so many characters.</summary>
    public Pattern Length(long min, long? max) => Repeat(AnyChar, min, max);

    /// <summary>The first, then the second.</summary>
    public Pattern Concat(Pattern first, Pattern second)
    {
        if (first == Nothing || second == Nothing) return Nothing;
        if (first == Empty) return second;
        if (second == Empty) return first;
        if (first.Kind == PatternKind.Concat) return ConcatParts(first, second);
        if (DeepStack.IsShort) return DeepStack.Continue(static at => at.Self.Concat(at.First, at.Second), (Self: this, First: first, Second: second), Work.Place);
        if (first == Anything && second.IsNullable) return Anything;
        if (second == Anything && first.IsNullable) return Anything;

        var (head, tail) = second.Kind == PatternKind.Concat ? (second.Parts[0], second.Parts[1]) : (second, Empty);
        if (first.Kind == PatternKind.Repeat || head.Kind == PatternKind.Repeat)
        {
            var (x, a, b) = AsRepeat(first);
            var (y, c, d) = AsRepeat(head);
            if (x == head) (y, c, d) = (head, 1, 1);
            if (y == first) (x, a, b) = (first, 1, 1);
            if (x == y) return Concat(Repeat(x, Plus(a, c), Plus(b, d)), tail);
        }

        var hash = new KeyHash((int)PatternKind.Concat);
        hash.Add(first.Key);
        hash.Add(second.Key);
        return _interned.TryGetValue(hash.Value, out var known) ? known : NewConcat(hash.Value, first, second);
    }

    /// <summary>A sequence, then the second: part by part from its end, since a sequence of a whole text has a part a character.</summary>
    private Pattern ConcatParts(Pattern sequence, Pattern second)
    {
        var parts = new Stack<Pattern>();
        for (; sequence.Kind == PatternKind.Concat; sequence = sequence.Parts[1]) parts.Push(sequence.Parts[0]);
        second = Concat(sequence, second);
        while (parts.TryPop(out var part)) second = Concat(part, second);
        return second;
    }

    private Pattern NewConcat(UInt128 hash, Pattern first, Pattern second)
        => Intern(hash, (id, key) => new Pattern(id, PatternKind.Concat, key)
        {
            Parts = [first, second],
            IsNullable = first.IsNullable && second.IsNullable,
            MinLength = Plus(first.MinLength, second.MinLength),
            MaxLength = Plus(first.MaxLength, second.MaxLength),
            IsPlain = first.IsPlain && second.IsPlain,
            IsContiguous = first.IsContiguous && second.IsContiguous,
            IsThin = first.IsThin && second.IsThin,
            Residue = Math.Max(Plus(first.Residue, second.MinLength), second.Residue),
            IsCounted = first.IsCounted || second.IsCounted,
        });

    /// <summary>The part so many times; counts are numbers and cost nothing.</summary>
    public Pattern Repeat(Pattern part, long min, long? max) => Repeat(part, min, max ?? Pattern.Unbounded);

    private Pattern Repeat(Pattern part, long min, long max)
    {
        if (DeepStack.IsShort) return DeepStack.Continue(static at => at.Self.Repeat(at.Part, at.Min, at.Max), (Self: this, Part: part, Min: min, Max: max), Work.Place);
        if (min > max) return Nothing;
        if (max == 0 || part == Empty) return Empty;
        if (part == Nothing) return min == 0 ? Empty : Nothing;
        if (min == 1 && max == 1) return part;
        if (part.IsNullable)
        {
            min = 0;
            if (part.Kind == PatternKind.Or && part.Parts.Contains(Empty)) return Repeat(Or(part.Parts.Where(alternative => alternative != Empty).ToArray()), 0, max);
        }

        if (part.Kind == PatternKind.Repeat && (min == max || Times(Plus(min, 1), part.Min) <= Plus(Times(min, part.Max), 1)))
        {
            return Repeat(part.Parts[0], Times(min, part.Min), Times(max, part.Max));
        }

        if (max == Pattern.Unbounded && min == 0 && Unwrapped(part) is { } simpler) return Repeat(simpler, 0, max);
        if (min == 0 && max == 1 && part.Kind == PatternKind.Or) return Or([Empty, .. part.Parts]);

        var hash = new KeyHash((int)PatternKind.Repeat);
        hash.Add(part.Key);
        hash.Add(min);
        hash.Add(max);
        return Intern(hash.Value, (id, key) => new Pattern(id, PatternKind.Repeat, key)
        {
            Parts = [part],
            Min = min,
            Max = max,
            IsNullable = min == 0,
            MinLength = Times(min, part.MinLength),
            MaxLength = Times(max, part.MaxLength),
            IsPlain = part.IsPlain,
            IsContiguous = part.IsContiguous && (min == max || Times(Plus(min, 1), part.MinLength) <= Plus(Times(min, part.MaxLength), 1)),
            IsThin = part.IsThin,
            Residue = Math.Max(Times(min, part.MinLength), Plus(part.Residue, Times(Math.Max(0, min - 1), part.MinLength))),
            IsCounted = max != Pattern.Unbounded || part.IsCounted,
        });
    }

    /// <summary>A simpler part with the same closure: of <c>(a*b*)*</c> and <c>(a*|b)*</c> it is <c>a|b</c>.</summary>
    private Pattern? Unwrapped(Pattern part)
    {
        if (part.Kind == PatternKind.Concat && part.IsNullable)
        {
            var parts = new List<Pattern>();
            for (; part.Kind == PatternKind.Concat; part = part.Parts[1]) parts.Add(part.Parts[0]);
            parts.Add(part);
            return Or([.. parts]);
        }

        if (part.Kind != PatternKind.Or || !part.Parts.Any(IsOptionalRepeat)) return null;
        return Or(part.Parts.Select(alternative => IsOptionalRepeat(alternative) ? alternative.Parts[0] : alternative).ToArray());

        static bool IsOptionalRepeat(Pattern alternative) => alternative is { Kind: PatternKind.Repeat, Min: <= 1 };
    }

    /// <summary>Strings of <paramref name="table"/>'s rows, each from the column on.</summary>
    private Pattern Rows(LiteralTable table, int first, int end, int column)
    {
        if (DeepStack.IsShort) return DeepStack.Continue(static at => at.Self.Rows(at.Table, at.First, at.End, at.Column), (Self: this, Table: table, First: first, End: end, Column: column), Work.Place);
        if (end - first == 1) return Suffix(table.Rows[first], column);
        if (column > 0 && end - first <= 64) return Rows(new LiteralTable(table.Rows[first..end].Select(row => row[column..]).ToArray()), 0, end - first, 0);
        var rows = table.Rows;
        if (end - first <= 0x400 && LiteralRows.AsSet(rows.AsSpan(first, end - first), column) is { } set) return Chars(set);
        var hash = new KeyHash((int)PatternKind.Literals);
        hash.Add(table.Key);
        hash.Add(first);
        hash.Add(end);
        hash.Add(column);
        return Intern(hash.Value, (id, key) =>
        {
            var (shortest, longest) = LiteralRows.Lengths(rows.AsSpan(first, end - first), column);
            return new Pattern(id, PatternKind.Literals, key)
            {
                Table = table,
                FirstRow = first,
                EndRow = end,
                Column = column,
                IsNullable = rows[first].Length == column,
                MinLength = shortest,
                MaxLength = longest,
                IsPlain = true,
                Residue = longest,
                Emptiness = false,
            };
        });
    }

    private Pattern Suffix(string text, int column)
    {
        var result = Empty;
        for (var i = text.Length; i > column;)
        {
            i -= i > column + 1 && char.IsLowSurrogate(text[i - 1]) ? 2 : 1;
            result = Concat(Chars(CharSet.Of(Rune.GetRuneAt(text, i).Value)), result);
        }

        return result;
    }

    private Pattern Intern(UInt128 key, Func<int, UInt128, Pattern> make)
    {
        if (_interned.TryGetValue(key, out var found)) return found;
        Work.Step();
        if (_interned.Count >= _limits.AutomatonStates) throw Limit($"more than {_limits.AutomatonStates} regular expressions arose from the patterns of the schema; simplify its patterns or raise AutomatonStates");
        return _interned[key] = make(_interned.Count, key);
    }

    private ConstraintLimitException Limit(string message) => new([new ConstraintError(Work.Place, "pattern", message)]);

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }

        return true;
    }

    private static long Plus(long a, long b) => a == Pattern.Unbounded || b == Pattern.Unbounded || a + b < 0 ? Pattern.Unbounded : a + b;

    private static long Times(long a, long b)
    {
        if (a == 0 || b == 0) return 0;
        return a == Pattern.Unbounded || b == Pattern.Unbounded || Math.BigMul(a, b, out var product) != 0 || product < 0 ? Pattern.Unbounded : product;
    }

    private static (Pattern Part, long Min, long Max) AsRepeat(Pattern pattern) => pattern.Kind == PatternKind.Repeat ? (pattern.Parts[0], pattern.Min, pattern.Max) : (pattern, 1, 1);
}
