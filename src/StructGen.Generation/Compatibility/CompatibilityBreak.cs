using System.Text.Json;

namespace StructGen.Generation.Compatibility;

/// <summary>A change that alone refuses instances which were accepted.</summary>
/// <param name="Pointer">JSON pointer of the subschema concerned.</param>
/// <param name="Keyword">The keyword that changed there; for a subschema that came or went, the keyword that holds it.</param>
/// <param name="Message">What is refused and why, in a sentence.</param>
/// <param name="Example">An instance that one side accepts and this change refuses.</param>
public sealed record CompatibilityBreak(string Pointer, string Keyword, string Message, JsonElement Example);
