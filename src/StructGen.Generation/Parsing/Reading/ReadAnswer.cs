namespace StructGen.Generation.Parsing.Reading;

/// <summary>A value at the root of a text.</summary>
/// <param name="Node">The value.</param>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it ends.</param>
internal sealed record RootValue(AnswerNode Node, int From, int To);

/// <summary>One reading of a whole text.</summary>
/// <param name="Values">The values in it, in order.</param>
/// <param name="Cost">The price.</param>
/// <param name="Log">What was mended.</param>
/// <param name="Cut">Whether and where the text ends too early.</param>
internal sealed record ReadAnswer(IReadOnlyList<RootValue> Values, int Cost, RepairLog Log, CutKind Cut);

/// <summary>How a text ends.</summary>
internal enum CutKind
{
    /// <summary>With its last closer.</summary>
    Whole,

    /// <summary>Behind a complete value: only closers are missing.</summary>
    LacksClosers,

    /// <summary>Within a value.</summary>
    WithinValue,
}
