using System.Text.Json;
using StructGen.Generation.Prompting.Nodes;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Prompting;

/// <summary>What is to be extracted: a JSON Schema, a Kor-style spec or a .NET type. Immutable, safe to share between threads.</summary>
public sealed class PromptSource
{
    private readonly JsonElement _schema;
    private readonly ObjectNode? _spec;
    private readonly Lazy<TypeShape> _shape;
    private readonly string _rootId;

    private PromptSource(JsonElement schema, ObjectNode? spec, string? name)
    {
        _schema = schema;
        _spec = spec;
        _shape = new Lazy<TypeShape>(() => ShapeReader.Read(_schema));
        _rootId = spec?.Id ?? name ?? TitleOf(schema) ?? "data";
    }

    /// <summary>From a JSON Schema; <c>x-examples</c> and <c>x-null-examples</c> on any node become examples.</summary>
    /// <param name="schema">Object or boolean schema; copied.</param>
    /// <param name="name">The root id in compat mode; null takes the schema's title in lower case, else <c>data</c>.</param>
    public static PromptSource FromSchema(JsonElement schema, string? name = null) => new(schema.Clone(), null, name);

    /// <summary>From a Kor-style spec in its JSON form (docs/prompt-mode.md).</summary>
    /// <param name="spec">The spec.</param>
    /// <exception cref="StructGen.Constraints.InvalidSchemaException">It is no spec; the errors point into it.</exception>
    public static PromptSource FromSpec(JsonElement spec) => FromNode(SpecReader.Read(spec.Clone()));

    /// <summary>From a spec built of nodes.</summary>
    /// <param name="root">Its root.</param>
    public static PromptSource FromNode(ObjectNode root) => new(SpecSchema.Build(root), root, null);

    /// <summary>From a .NET type: its JSON Schema with the words of its <c>Description</c> attributes; in compat mode Kor's rules for typed models.</summary>
    /// <param name="type">A class, record or struct.</param>
    /// <param name="options">How the type is serialised; null is the web default with enums as text.</param>
    public static PromptSource FromType(Type type, JsonSerializerOptions? options = null)
        => new(TypeSchema.Of(type, options), null, type.Name.Split('`')[0].ToLowerInvariant());

    /// <summary>Whether it was made from a Kor-style spec, whose answers are wrapped in the root's id.</summary>
    public bool IsSpec => _spec is not null;

    /// <summary>The id that wraps the answers of a spec, and all answers in compat mode.</summary>
    public string RootId => _rootId;

    /// <summary>The JSON Schema that answers are validated against: the schema itself, or for a spec one made of its nodes.</summary>
    public JsonElement ToJsonSchema() => _schema;

    /// <summary>The value that <see cref="ToJsonSchema"/> speaks of, out of data parsed in compat mode: a schema's without Kor's root wrapper, a spec's as it is.</summary>
    /// <param name="data">Data as Kor has it.</param>
    /// <returns>Null where the wrapper is missing.</returns>
    public JsonElement? UnwrapCompat(JsonElement data)
    {
        if (IsSpec)
            return data;
        return data.ValueKind == JsonValueKind.Object && data.TryGetProperty(RootId, out var value) ? value : null;
    }

    /// <summary>The same source with another schema of its data.</summary>
    internal PromptSource WithSchema(JsonElement schema) => new(schema, _spec, _rootId);

    internal TypeShape Shape => _shape.Value;

    internal ObjectNode? Spec => _spec;

    /// <summary>The nodes that Kor would work with.</summary>
    /// <exception cref="InexpressibleException">Kor has none for a part of the schema.</exception>
    internal ObjectNode Nodes => _spec ?? ShapeNodes.Convert(Shape, RootId);

    private static string? TitleOf(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("title", out var title) || title.ValueKind != JsonValueKind.String)
            return null;
        var id = new string([.. title.GetString()!.Trim().ToLowerInvariant().Select(unit => char.IsLetterOrDigit(unit) ? unit : '_')]);
        return id.Length == 0 ? null : id;
    }
}
