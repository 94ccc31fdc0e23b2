using System.Text.Json;

namespace StructGen.Constraints.Schemas;

/// <summary>A schema resource while it is read: where it starts, and the names in it.</summary>
internal sealed class SchemaScope
{
    public required SchemaResource Resource { get; init; }

    public required SchemaDialect Dialect { get; init; }

    public required SchemaDocument Document { get; init; }

    /// <summary>Pointer of the resource's root within the document.</summary>
    public required string Pointer { get; init; }

    public required JsonElement Element { get; init; }

    public SchemaNode? Root { get; set; }

    /// <summary>Plain-name fragments: <c>$anchor</c>, <c>$dynamicAnchor</c>, and <c>$id: "#name"</c> of the older drafts.</summary>
    public Dictionary<string, SchemaNode> Anchors { get; } = new(StringComparer.Ordinal);
}
