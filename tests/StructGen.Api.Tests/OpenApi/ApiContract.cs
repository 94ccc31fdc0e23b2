using System.Text.Json;
using System.Text.Json.Nodes;
using StructGen.Api.Tests.Hosting;
using StructGen.Constraints;

namespace StructGen.Api.Tests.OpenApi;

/// <summary>The served document, read as a client generator or a validator reads it.</summary>
internal sealed class ApiContract
{
    private readonly JsonElement _document;

    private ApiContract(JsonElement document) => _document = document;

    public static async Task<ApiContract> ReadAsync(HttpClient client)
        => new(await ProblemAssert.OkAsync(await client.GetAsync("/openapi/v1.json")));

    /// <summary>The components that describe data.</summary>
    public IEnumerable<JsonProperty> Schemas => _document.GetProperty("components").GetProperty("schemas").EnumerateObject();

    public IEnumerable<ApiOperation> Operations => _document.GetProperty("paths").EnumerateObject()
        .SelectMany(path => path.Value.EnumerateObject().Select(method => new ApiOperation(this, method.Name, path.Name, method.Value)));

    /// <summary>Follows a reference into the document.</summary>
    public JsonElement Resolve(JsonElement part)
    {
        if (!part.TryGetProperty("$ref", out var reference)) return part;
        return reference.GetString()!.Split('/').Skip(1).Aggregate(_document, (at, name) => at.GetProperty(name));
    }

    /// <summary>The places where some data is not what one of the document's schemas says.</summary>
    public IReadOnlyList<ValidationError> Faults(JsonElement schema, JsonElement data)
    {
        // References begin at the document's root, so the schema gets the document's components.
        var root = JsonNode.Parse(schema.GetRawText())!.AsObject();
        root["components"] = JsonNode.Parse(_document.GetProperty("components").GetRawText());
        return SchemaValidator.Create(JsonElement.Parse(root.ToJsonString())).Validate(data).Errors;
    }
}
