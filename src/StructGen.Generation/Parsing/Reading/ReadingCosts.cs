namespace StructGen.Generation.Parsing.Reading;

/// <summary>
/// The price of every deviation from JSON. A missing or odd mark costs little; losing text, inventing a member and changing a value cost far more.
/// The numbers were tuned with <c>bench/StructGen.RepairBench</c>; only their order of size matters.
/// </summary>
internal static class ReadingCosts
{
    /// <summary>Two readings whose costs differ by no more than this, and whose data differ, are ambiguous.</summary>
    public const int Tie = 1;

    /// <summary>Readings that are this much dearer than the best one still open are given up.</summary>
    public const int Reach = 40;

    public const int Comment = 2;
    public const int OddQuotes = 1;
    public const int StrayComma = 2;
    public const int TrailingComma = 1;
    public const int MissingComma = 4;
    public const int MissingCommaAtLineEnd = 3;
    public const int OddColon = 2;
    public const int MissingColon = 5;
    public const int MissingValue = 8;
    public const int UnquotedName = 2;
    public const int UnquotedText = 3;
    public const int MissingQuote = 7;

    /// <summary>A name of the schema and a colon that a text swallows.</summary>
    public const int SwallowedName = 7;

    /// <summary>A name that the schema does not know, where there is one.</summary>
    public const int SwallowedUndeclaredName = 3;

    public const int MissingCloser = 6;
    public const int WrongCloser = 6;
    public const int DroppedCloser = 7;
    public const int MissingOpener = 8;
    public const int MissingBraces = 9;
    public const int Tuple = 3;
    public const int DroppedText = 12;
    public const int DroppedMark = 8;

    /// <summary>The text ends before the value does; cheap, because it is said aloud and never passes for a whole answer.</summary>
    public const int Cut = 6;

    /// <summary>A closer that the end of the text leaves out.</summary>
    public const int CutCloser = 1;

    /// <summary>The value ends before the text does: prose or a closing fence follows an open value.</summary>
    public const int CutWithin = 9;

    public const int UndeclaredName = 3;
    public const int UndeclaredNameOfClosed = 5;
    public const int OddlySpelledName = 1;
    public const int RepeatedName = 5;
    public const int MissingMember = 5;
    public const int WrongScalar = 1;
    public const int WrongType = 6;
    public const int WrongStructure = 8;

    /// <summary>An opening bracket outside of any value that is taken as prose.</summary>
    public const int ProseOpener = 4;

    /// <summary>The same where JSON seems to follow: what was meant as data would be lost.</summary>
    public const int SkippedValue = 14;

    public const int ProseCloser = 4;

    /// <summary>A name with a colon outside of any value.</summary>
    public const int ProseMember = 6;

    public const int SecondValue = 2;
    public const int SecondValueAfterComma = 8;
}
