namespace StructGen.Generation.Decoding;

/// <summary>A loop that a model is in.</summary>
/// <param name="IsText">Whether it is within one string; otherwise items or members repeat.</param>
/// <param name="Period">Bytes of what repeats.</param>
/// <param name="Times">How often it stands there.</param>
/// <param name="Level">Open brackets of the value that holds the repetition.</param>
internal readonly record struct RepeatedText(bool IsText, int Period, int Times, int Level);
