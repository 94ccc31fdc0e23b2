using System.Text.Json;

namespace StructGen.Generation.Requests;

/// <summary>A text and what is to be extracted from it.</summary>
/// <param name="Text">The input.</param>
/// <param name="Data">The answer; null means that there is nothing to extract.</param>
public sealed record ExtractionExample(string Text, JsonElement? Data);
