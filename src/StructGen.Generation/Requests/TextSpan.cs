namespace StructGen.Generation.Requests;

/// <summary>A place in the source text.</summary>
/// <param name="Start">UTF-16 offset of the first unit.</param>
/// <param name="End">UTF-16 offset after the last unit.</param>
public readonly record struct TextSpan(int Start, int End);
