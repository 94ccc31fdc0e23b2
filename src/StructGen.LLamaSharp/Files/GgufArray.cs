namespace StructGen.LLamaSharp.Files;

/// <summary>An array of the metadata, without its values.</summary>
/// <param name="Type">Type of its values.</param>
/// <param name="Count">How many there are.</param>
internal readonly record struct GgufArray(GgufValueType Type, ulong Count);
