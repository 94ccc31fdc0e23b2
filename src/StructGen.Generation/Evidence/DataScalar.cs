namespace StructGen.Generation.Evidence;

/// <summary>A text or a number of the data.</summary>
/// <param name="Text">The text, or the digits as written.</param>
/// <param name="IsNumber">Whether it is a number.</param>
internal readonly record struct DataScalar(string Text, bool IsNumber);
