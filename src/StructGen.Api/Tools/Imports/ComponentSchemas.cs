using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace StructGen.Api.Tools.Imports;

/// <summary>
/// Schemas of a document as JSON Schema 2020-12 that stands for itself: <c>#/components/schemas/X</c> → <c>#/$defs/X</c>, with X in <see cref="Definitions"/>.
/// One owner, one tool.
/// </summary>
/// <remarks>The library's writer turns OpenAPI 3.0's <c>nullable</c> and boolean bounds into 3.1's; what only describes the API is left out, and members that only answers have.</remarks>
internal sealed class ComponentSchemas(OpenApiDocument document, CancellationToken cancellation)
{
    private const string Prefix = "#/components/schemas/";
    private static readonly string[] Descriptive = ["discriminator", "xml", "externalDocs", "example", "deprecated"];
    private static readonly string[] Maps = ["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"];
    private static readonly string[] Lists = ["allOf", "anyOf", "oneOf", "prefixItems"];
    private static readonly string[] Singles = ["items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames", "unevaluatedItems", "unevaluatedProperties"];

    /// <summary>Components that one tool may refer to, directly or through others.</summary>
    private const int MostComponents = 2_000;

    private readonly Queue<(string Name, IOpenApiSchema Schema)> _waiting = new();

    /// <summary>The components that were referred to, by name.</summary>
    public SortedDictionary<string, JsonObject> Definitions { get; } = new(StringComparer.Ordinal);

    /// <exception cref="OperationException">It refers to something that is not in the document, or to too much of it.</exception>
    public JsonObject Write(IOpenApiSchema schema)
    {
        var written = WriteOne(schema);
        while (_waiting.TryDequeue(out var component))
        {
            cancellation.ThrowIfCancellationRequested();
            Definitions[component.Name] = WriteOne(component.Schema);
        }

        return written;
    }

    private JsonObject WriteOne(IOpenApiSchema schema)
    {
        using var text = new StringWriter();
        schema.SerializeAsV31(new OpenApiJsonWriter(text));
        var json = JsonNode.Parse(text.ToString()) as JsonObject ?? [];
        Settle(json);
        return json;
    }

    /// <summary>The schema that a reference leads to, as deep as it goes; others are themselves.</summary>
    public JsonObject Resolve(JsonObject schema)
    {
        for (var depth = 0; depth < 32 && schema is { Count: 1 } && schema["$ref"]?.GetValue<string>() is { } reference && Definitions.TryGetValue(reference["#/$defs/".Length..], out var target); depth++) schema = target;
        return schema;
    }

    private void Settle(JsonObject schema)
    {
        foreach (var word in Descriptive) schema.Remove(word);
        if (schema["$ref"] is JsonValue reference) schema["$ref"] = Follow(reference.GetValue<string>());
        DropAnswersOnly(schema);
        foreach (var map in Maps) foreach (var (_, node) in schema[map] as JsonObject ?? []) SettleNode(node);
        foreach (var list in Lists) foreach (var node in schema[list] as JsonArray ?? []) SettleNode(node);
        foreach (var single in Singles) SettleNode(schema[single]);
    }

    private void SettleNode(JsonNode? node)
    {
        if (node is JsonObject schema) Settle(schema);
    }

    private string Follow(string reference)
    {
        if (!reference.StartsWith(Prefix, StringComparison.Ordinal)) throw new OperationException($"The reference '{reference}' does not lead to a schema among the document's components.");
        var rest = reference[Prefix.Length..];
        var name = rest.Split('/')[0];
        if (!Definitions.ContainsKey(name))
        {
            if (document.Components?.Schemas?.TryGetValue(name, out var target) != true) throw new OperationException($"The reference '{reference}' leads nowhere.");
            if (Definitions.Count >= MostComponents) throw new OperationException($"It needs more than {MostComponents} component schemas; import operations with smaller schemas, or write the tool by hand.");
            Definitions[name] = []; // Its place; it is written when its turn comes, for a chain may be as long as the document.
            _waiting.Enqueue((name, target!));
        }

        return "#/$defs/" + rest;
    }

    /// <summary>A request does not send what is <c>readOnly</c> (OpenAPI 3.1, 4.8.24.3).</summary>
    private static void DropAnswersOnly(JsonObject schema)
    {
        if (schema["properties"] is not JsonObject properties) return;
        var dropped = properties.Where(property => property.Value is JsonObject value && value["readOnly"] is JsonValue flag && flag.TryGetValue<bool>(out var isSet) && isSet).Select(property => property.Key).ToList();
        foreach (var name in dropped) properties.Remove(name);
        if (dropped.Count > 0 && schema["required"] is JsonArray required) schema["required"] = new JsonArray([.. required.Where(name => !dropped.Contains(name!.GetValue<string>())).Select(name => name!.DeepClone())]);
    }
}
