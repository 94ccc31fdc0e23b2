using System.Text.Json;

namespace StructGen.Generation.Compatibility;

/// <summary>One place that two versions of a schema write differently.</summary>
/// <param name="Pointer">JSON pointer of the subschema concerned.</param>
/// <param name="Keyword">The keyword that changed there; for a subschema that came or went, the keyword that holds it; empty where the whole subschema changed its form.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Before">The old value; null where it was not there.</param>
/// <param name="After">The new value; null where it is gone.</param>
public sealed record SchemaChange(string Pointer, string Keyword, SchemaChangeKind Kind, JsonElement? Before, JsonElement? After)
{
    /// <summary>The way from the root to the value that changed.</summary>
    internal IReadOnlyList<string> Path { get; init; } = [];
}
