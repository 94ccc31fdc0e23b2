using System.Text.Json;

namespace StructGen.Constraints.Schemas;

/// <summary>What a schema is read with.</summary>
internal sealed record SchemaReaderOptions
{
    public static SchemaReaderOptions Default { get; } = new();

    public ConstraintLimits Limits { get; init; } = ConstraintLimits.Default;

    /// <summary>The draft of a document without <c>$schema</c>.</summary>
    public SchemaDraft DefaultDraft { get; init; } = SchemaDraft.Draft202012;

    /// <summary>Documents that references may lead to, by absolute URI; the metaschemas of the five drafts are always among them.</summary>
    public IReadOnlyDictionary<string, JsonElement> Documents { get; init; } = new Dictionary<string, JsonElement>();
}
