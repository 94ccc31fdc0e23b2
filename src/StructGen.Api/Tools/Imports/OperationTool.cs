using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using StructGen.Generation.Tools;
using StructGen.Generation.Tools.Http;

namespace StructGen.Api.Tools.Imports;

/// <summary>Makes one tool of one operation: parameters and body become one schema of arguments, and the binding says where each of them goes.</summary>
internal sealed class OperationTool(OpenApiDocument document, CancellationToken cancellation)
{
    private const int MostWords = 600;
    private static readonly string[] NotParameters = ["Accept", "Content-Type", "Authorization"];
    private readonly ComponentSchemas _schemas = new(document, cancellation);
    private readonly JsonObject _properties = [];
    private readonly JsonArray _required = [];
    private readonly Dictionary<string, string> _query = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _headers = new(StringComparer.Ordinal);
    private string _path = "";
    private string? _body;

    /// <exception cref="OperationException">It cannot become one.</exception>
    public ToolDefinition Create(DescribedOperation described, string name, string server, IReadOnlyDictionary<string, string>? headers)
    {
        _path = described.Path;
        foreach (var parameter in described.Parameters()) AddParameter(parameter);
        if (described.Operation.RequestBody is { } body) AddBody(body);
        foreach (var (header, value) in headers ?? new Dictionary<string, string>()) _headers[header] = value;
        var parameters = new JsonObject { ["type"] = "object", ["properties"] = _properties, ["required"] = _required, ["additionalProperties"] = false };
        if (_schemas.Definitions.Count > 0) parameters["$defs"] = new JsonObject(_schemas.Definitions.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        return new ToolDefinition(name, Describe(described.Operation), JsonSerializer.SerializeToElement(parameters), Strict: false)
        {
            Http = new HttpBinding
            {
                Method = described.Method,
                Url = server.TrimEnd('/') + _path,
                Query = _query.Count == 0 ? null : _query,
                Headers = _headers.Count == 0 ? null : _headers,
                Body = _body,
            },
        };
    }

    private void AddParameter(IOpenApiParameter parameter)
    {
        var name = parameter.Name ?? throw new OperationException("A parameter has no name.");
        if (parameter.In == ParameterLocation.Header && NotParameters.Contains(name, StringComparer.OrdinalIgnoreCase)) return;
        var schema = parameter.Schema ?? parameter.Content?.Values.FirstOrDefault()?.Schema;
        if (Obstacle(parameter, schema) is { } obstacle)
        {
            if (!parameter.Required && parameter.In != ParameterLocation.Path) return;
            throw new OperationException($"The parameter '{name}' {obstacle}.");
        }

        var argument = Declare(string.Concat(name.Select(c => char.IsWhiteSpace(c) || c is '{' or '}' ? '_' : c)), $"{parameter.In}".ToLowerInvariant(), _schemas.Write(schema!), parameter.Description, parameter.Required);
        switch (parameter.In)
        {
            case ParameterLocation.Path: _path = _path.Replace($"{{{name}}}", $"{{{argument}}}", StringComparison.Ordinal); break;
            case ParameterLocation.Query: _query[name] = $"{{{argument}}}"; break;
            default: _headers[name] = $"{{{argument}}}"; break;
        }
    }

    /// <summary>Why a parameter cannot be sent; null where it can.</summary>
    private static string? Obstacle(IOpenApiParameter parameter, IOpenApiSchema? schema)
    {
        if (schema is null) return "has no schema";
        if (parameter.In is not (ParameterLocation.Path or ParameterLocation.Query or ParameterLocation.Header)) return "is a cookie";
        if (parameter.Content is { Count: > 0 }) return null;
        var isArray = schema.Type?.HasFlag(JsonSchemaType.Array) == true;
        var isObject = schema.Type?.HasFlag(JsonSchemaType.Object) == true || schema.Properties is { Count: > 0 };
        return parameter.In == ParameterLocation.Query
            ? isObject || isArray && (parameter.Style is not (null or ParameterStyle.Form) || !parameter.Explode) ? $"has the style {$"{parameter.Style ?? ParameterStyle.Form}".ToLowerInvariant()} for a value that is not sent so here" : null
            : isObject || parameter.Style is not (null or ParameterStyle.Simple) ? "has a style other than simple values" : null;
    }

    private void AddBody(IOpenApiRequestBody body)
    {
        if (body.Content?.FirstOrDefault(entry => IsJson(entry.Key)).Value?.Schema is not { } media)
        {
            if (body.Required) throw new OperationException("Its body is not JSON.");
            return;
        }

        var schema = _schemas.Write(media);
        var target = _schemas.Resolve(schema);
        if (!body.Required || !CanMerge(target))
        {
            _body = Declare("body", "request", schema, body.Description, body.Required);
            return;
        }

        var required = (target["required"] as JsonArray ?? []).Select(name => name!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, property) in target["properties"]!.AsObject()) Declare(name, "body", property!.DeepClone() as JsonObject ?? [], null, required.Contains(name));
    }

    /// <summary>Whether an object says all by its properties, and none of them has the name of a parameter.</summary>
    private bool CanMerge(JsonObject schema) => schema["properties"] is JsonObject properties
        && properties.All(property => property.Value is JsonObject && !_properties.ContainsKey(property.Key))
        && schema.All(member => member.Key is "type" or "properties" or "required" or "title" or "description" || (member.Key == "additionalProperties" && member.Value is JsonValue));

    private string Declare(string name, string place, JsonObject schema, string? description, bool isRequired)
    {
        while (_properties.ContainsKey(name)) name = $"{place}_{name}";
        if (!string.IsNullOrWhiteSpace(description) && !schema.ContainsKey("description")) schema["description"] = description;
        _properties[name] = schema;
        if (isRequired) _required.Add(name);
        return name;
    }

    private static string? Describe(OpenApiOperation operation)
    {
        var words = string.Join(". ", new[] { operation.Summary?.Trim().TrimEnd('.'), operation.Description?.Trim() }.Where(text => !string.IsNullOrEmpty(text)).Distinct());
        return words.Length == 0 ? null : words.Length <= MostWords ? words : words[..MostWords] + "…";
    }

    private static bool IsJson(string media)
    {
        var type = media.Split(';')[0].Trim();
        return type.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase) || type == "*/*";
    }
}
