using System.Text.Json;

namespace StructGen.Constraints.Schemas;

/// <summary>One subschema, read and resolved: what the algebra and the validator work on, whatever the draft wrote.</summary>
/// <remarks>
/// The reader normalises drafts: tuple <c>items</c>/<c>additionalItems</c> become <see cref="PrefixItems"/>/<see cref="Items"/>,
/// boolean <c>exclusiveMinimum</c> becomes <see cref="ExclusiveMinimum"/>, <c>dependencies</c> become
/// <see cref="DependentRequired"/>/<see cref="DependentSchemas"/>, <c>definitions</c> and <c>$defs</c> are only targets. Where the draft says that
/// <c>$ref</c> hides its siblings, only <see cref="Ref"/> is set. The graph may be cyclic through references.
/// Mutable while the reader fills it, never afterwards.
/// </remarks>
internal sealed class SchemaNode
{
    /// <summary>Dense number within its <see cref="SchemaGraph"/>.</summary>
    public required int Id { get; init; }

    /// <summary>JSON pointer within its document, percent-free.</summary>
    public required string Pointer { get; init; }

    /// <summary>The schema resource (document or <c>$id</c>) that the node belongs to; dynamic scope is a list of these.</summary>
    public required SchemaResource Resource { get; init; }

    public SchemaDraft Draft => Resource.Draft;

    /// <summary>The first node of the same resource that is written in the same words, often this one: what is worked out for one holds for all.</summary>
    public SchemaNode Canonical { get => field ?? this; set; }

    /// <summary>Set for a boolean schema; then nothing else is.</summary>
    public bool? Boolean { get; set; }

    /// <summary>Allowed types; null when unconstrained. Draft 4's <c>integer</c> excludes 1.0: <see cref="SchemaTypes.StrictInteger"/>.</summary>
    public SchemaTypes? Types { get; set; }

    /// <summary>Allowed values (<c>const</c> is an enum of one here, <see cref="Const"/>).</summary>
    public IReadOnlyList<JsonElement>? Enum { get; set; }

    public JsonElement? Const { get; set; }

    public ExactNumber? Minimum { get; set; }

    public ExactNumber? Maximum { get; set; }

    public ExactNumber? ExclusiveMinimum { get; set; }

    public ExactNumber? ExclusiveMaximum { get; set; }

    public ExactNumber? MultipleOf { get; set; }

    public long? MinLength { get; set; }

    public long? MaxLength { get; set; }

    public string? Pattern { get; set; }

    /// <summary>The format's name, asserted or not as the caller chooses.</summary>
    public string? Format { get; set; }

    public IReadOnlyList<SchemaNode>? PrefixItems { get; set; }

    /// <summary>Applies to the items after <see cref="PrefixItems"/>.</summary>
    public SchemaNode? Items { get; set; }

    public SchemaNode? Contains { get; set; }

    public long? MinContains { get; set; }

    public long? MaxContains { get; set; }

    public long? MinItems { get; set; }

    public long? MaxItems { get; set; }

    public bool UniqueItems { get; set; }

    public SchemaNode? UnevaluatedItems { get; set; }

    /// <summary>In declared order.</summary>
    public IReadOnlyList<KeyValuePair<string, SchemaNode>>? Properties { get; set; }

    public IReadOnlyList<KeyValuePair<string, SchemaNode>>? PatternProperties { get; set; }

    public SchemaNode? AdditionalProperties { get; set; }

    public SchemaNode? PropertyNames { get; set; }

    public SchemaNode? UnevaluatedProperties { get; set; }

    public IReadOnlyList<string>? Required { get; set; }

    public IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>>? DependentRequired { get; set; }

    public IReadOnlyList<KeyValuePair<string, SchemaNode>>? DependentSchemas { get; set; }

    public long? MinProperties { get; set; }

    public long? MaxProperties { get; set; }

    public IReadOnlyList<SchemaNode>? AllOf { get; set; }

    public IReadOnlyList<SchemaNode>? AnyOf { get; set; }

    public IReadOnlyList<SchemaNode>? OneOf { get; set; }

    public SchemaNode? Not { get; set; }

    public SchemaNode? If { get; set; }

    public SchemaNode? Then { get; set; }

    public SchemaNode? Else { get; set; }

    /// <summary>The target of <c>$ref</c>, resolved.</summary>
    public SchemaNode? Ref { get; set; }

    /// <summary>The statically resolved target of <c>$dynamicRef</c> or <c>$recursiveRef</c>.</summary>
    public SchemaNode? DynamicRef { get; set; }

    /// <summary>
    /// The dynamic anchor to look for in the dynamic scope, outermost resource first; null where the reference behaves like <c>$ref</c>.
    /// For <c>$recursiveRef</c> it is the empty string (see <see cref="SchemaResource.DynamicAnchors"/>).
    /// </summary>
    public string? DynamicAnchor { get; set; }

    /// <summary>The keywords that name members whatever the value is (<c>properties</c>, <c>allOf</c>, <c>$ref</c>, <c>required</c>…), in document order.</summary>
    public IReadOnlyList<string> NamingKeywords { get; set; } = [];

    /// <summary>Where the reader renamed: from the name of a property here to the keyword that the document wrote (<c>Items</c> ← <c>additionalItems</c>).</summary>
    public IReadOnlyDictionary<string, string> WrittenAs { get; set; } = System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The pointer, preceded by its document's URI and <c>#</c> where that is not the document read.</summary>
    public string Place => Resource.Document.Length == 0 ? Pointer : $"{Resource.Document}#{Pointer}";

    public override string ToString() => $"#{Pointer}";
}

/// <summary>A schema document or an embedded resource with its own <c>$id</c>.</summary>
internal sealed class SchemaResource
{
    public required string Uri { get; init; }

    public required SchemaDraft Draft { get; init; }

    /// <summary>URI of the registered document that holds the resource; empty for the document read.</summary>
    public string Document { get; init; } = "";

    /// <summary>Whether the metaschema asks for <c>format</c> to be asserted, whatever the caller chose (2020-12 <c>format-assertion</c>).</summary>
    public bool AssertsFormat { get; init; }

    /// <summary>Dynamic anchors of this resource; the empty name stands for <c>$recursiveAnchor: true</c>.</summary>
    public Dictionary<string, SchemaNode> DynamicAnchors { get; } = [];
}

/// <summary>A schema read: its root and every node.</summary>
/// <param name="Root">The root schema.</param>
/// <param name="Nodes">Every node, <see cref="SchemaNode.Id"/> is the index.</param>
/// <param name="Keywords">Every keyword of the document with its place, for the enforcement report.</param>
/// <param name="Warnings">What is taken although the specification forbids it, by place and keyword.</param>
internal sealed record SchemaGraph(
    SchemaNode Root, IReadOnlyList<SchemaNode> Nodes, IReadOnlyList<SchemaKeyword> Keywords, IReadOnlyDictionary<(string Place, string Keyword), string> Warnings);

/// <summary>A keyword where it stands.</summary>
/// <param name="Pointer">Place of the subschema (<see cref="SchemaNode.Place"/>).</param>
/// <param name="Name">The keyword.</param>
/// <param name="Kind">Whether any draft knows it and what it does there.</param>
internal sealed record SchemaKeyword(string Pointer, string Name, SchemaKeywordKind Kind);

internal enum SchemaKeywordKind
{
    Assertion,
    Annotation,
    Unknown,

    /// <summary>Another draft's keyword, or one hidden by the <c>$ref</c> beside it: without effect here.</summary>
    Ineffective,
}

internal enum SchemaDraft
{
    Draft4 = 4,
    Draft6 = 6,
    Draft7 = 7,
    Draft201909 = 2019,
    Draft202012 = 2020,
}

[Flags]
internal enum SchemaTypes
{
    None = 0,
    Null = 1,
    Boolean = 2,
    Number = 4,
    /// <summary>A number whose value is whole, however written (1.0).</summary>
    Integer = 8,
    /// <summary>Draft 4: written without fraction and exponent.</summary>
    StrictInteger = 16,
    String = 32,
    Array = 64,
    Object = 128,
    All = Null | Boolean | Number | String | Array | Object,
}
