using System.Text.Json;

namespace StructGen.Constraints.Schemas;

/// <summary>A document while it is read.</summary>
/// <param name="Uri">Where it was registered; empty for the document that the caller gave.</param>
/// <param name="Root">Its root.</param>
internal sealed record SchemaDocument(string Uri, JsonElement Root)
{
    /// <summary>Every place of the document that is a schema, so far as known.</summary>
    public Dictionary<string, (SchemaNode Node, SchemaScope Scope)> Places { get; } = new(StringComparer.Ordinal);
}
