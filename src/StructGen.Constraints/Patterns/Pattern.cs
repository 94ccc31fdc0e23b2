namespace StructGen.Constraints.Patterns;

/// <summary>A language of strings over Unicode scalar values: a node of a Boolean regular expression such as <c>[a-z]{1,20} ∧ ¬(if|for)</c>.</summary>
/// <remarks>Made by a <see cref="PatternArena"/> only, which never makes two nodes of the same structure: equal means same reference. Immutable but for memos.</remarks>
internal sealed class Pattern
{
    /// <summary>Stands for "no upper bound".</summary>
    public const long Unbounded = long.MaxValue;

    internal Pattern(int id, PatternKind kind, UInt128 key)
    {
        Id = id;
        Kind = kind;
        Key = key;
    }

    /// <summary>Dense number within the arena.</summary>
    public int Id { get; }

    public PatternKind Kind { get; }

    /// <summary>Hash of the structure, equal across arenas.</summary>
    public UInt128 Key { get; }

    /// <summary>Whether the empty string is in the language.</summary>
    public bool IsNullable { get; internal init; }

    /// <summary>The parts of a compound; empty for the others.</summary>
    internal Pattern[] Parts { get; init; } = [];

    /// <summary>Of <see cref="PatternKind.Chars"/>.</summary>
    internal CharSet Set { get; init; } = CharSet.None;

    /// <summary>Fewest repetitions, of <see cref="PatternKind.Repeat"/>.</summary>
    internal long Min { get; init; }

    /// <summary>Most repetitions or <see cref="Unbounded"/>, of <see cref="PatternKind.Repeat"/>.</summary>
    internal long Max { get; init; }

    /// <summary>Of <see cref="PatternKind.Literals"/>, with the rows and the column below.</summary>
    internal LiteralTable? Table { get; init; }

    internal int FirstRow { get; init; }

    internal int EndRow { get; init; }

    internal int Column { get; init; }

    /// <summary>Unfolds a <see cref="PatternKind.Recursive"/> node.</summary>
    internal Func<Pattern>? Definition { get; init; }

    /// <summary>No string of the language is shorter, in characters.</summary>
    internal long MinLength { get; init; }

    /// <summary>No string of the language is longer; <see cref="Unbounded"/> where none is known.</summary>
    internal long MaxLength { get; init; } = Unbounded;

    /// <summary>Without intersection, complement and recursion: then the language is not empty and both length bounds are attained.</summary>
    internal bool IsPlain { get; init; }

    /// <summary>Plain, and every length between the bounds occurs.</summary>
    internal bool IsContiguous { get; init; }

    /// <summary>Plain, and every length that occurs does so in a string whose characters all take one byte in JSON.</summary>
    internal bool IsThin { get; init; }

    /// <summary>Of a plain pattern: whatever was written so far (and can be continued), at most so many further characters suffice to finish.</summary>
    internal long Residue { get; init; }

    /// <summary>Whether it holds a repetition with an upper bound.</summary>
    internal bool IsCounted { get; init; }

    /// <summary>Whether it is a complement, a repetition…: a pattern <c>Repeat(Chars, …)</c>.</summary>
    internal bool IsRun => Kind == PatternKind.Repeat && Parts[0].Kind == PatternKind.Chars;

    /// <summary>Whether it is a bound on the length alone: <c>.{min,max}</c>.</summary>
    internal bool IsLength => IsRun && Parts[0].Set.Equals(CharSet.All);

    internal Derivative? Derivative { get; set; }

    internal Pattern?[]? AfterAscii { get; set; }

    internal bool? Emptiness { get; set; }

    internal long FewestBytes { get; set; } = -1;

    /// <summary>The same pattern for another arena, without memos.</summary>
    internal Pattern CopyTo(int id, Pattern[] parts) => new(id, Kind, Key)
    {
        IsNullable = IsNullable,
        Parts = parts,
        Set = Set,
        Min = Min,
        Max = Max,
        Table = Table,
        FirstRow = FirstRow,
        EndRow = EndRow,
        Column = Column,
        MinLength = MinLength,
        MaxLength = MaxLength,
        IsPlain = IsPlain,
        IsContiguous = IsContiguous,
        IsThin = IsThin,
        Residue = Residue,
        IsCounted = IsCounted,
    };

    public override string ToString() => PatternPrinter.Print(this);
}
