using System.Text.Json;

namespace StructGen.Generation.Prompting;

/// <summary>What is to be extracted: a JSON Schema, a Kor-style spec or a .NET type. Immutable, safe to share between threads.</summary>
public sealed class PromptSource
{
    private PromptSource(JsonElement schema) => _schema = schema;

    private readonly JsonElement _schema;

    /// <summary>From a JSON Schema; <c>x-examples</c> and <c>x-null-examples</c> on any node become examples.</summary>
    /// <param name="schema">Object or boolean schema.</param>
    /// <param name="name">The root id in compat mode; null takes the schema's title, else <c>data</c>.</param>
    public static PromptSource FromSchema(JsonElement schema, string? name = null) => new(schema);

    /// <summary>From a Kor-style spec in its JSON form (docs/prompt-mode.md).</summary>
    /// <exception cref="StructGen.Constraints.InvalidSchemaException">It is no spec; the errors point into it.</exception>
    public static PromptSource FromSpec(JsonElement spec) => new(spec);

    /// <summary>From a .NET type: its JSON Schema; in compat mode the rules of Kor for typed models.</summary>
    /// <param name="type">A class, record or struct.</param>
    /// <param name="options">How the type is serialised; null is the web default.</param>
    public static PromptSource FromType(Type type, JsonSerializerOptions? options = null) => throw new NotImplementedException();

    /// <summary>Whether it was made from a Kor-style spec, whose answers are wrapped in the root's id.</summary>
    public bool IsSpec { get; private init; }

    /// <summary>The JSON Schema that answers are validated against: the schema itself, or for a spec one made of its nodes.</summary>
    public JsonElement ToJsonSchema() => _schema;

    /// <summary>The value that <see cref="ToJsonSchema"/> speaks of, out of data parsed in compat mode: a schema's data without Kor's root wrapper, a spec's as it is.</summary>
    public JsonElement? UnwrapCompat(JsonElement data) => IsSpec ? null : data;
}
