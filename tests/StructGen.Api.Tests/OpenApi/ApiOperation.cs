using System.Text.Json;

namespace StructGen.Api.Tests.OpenApi;

/// <summary>One operation of the document.</summary>
internal sealed record ApiOperation(ApiContract Contract, string Method, string Path, JsonElement Json)
{
    public string Id => Json.GetProperty("operationId").GetString()!;

    /// <summary>Parameters, references followed.</summary>
    public IReadOnlyList<JsonElement> Parameters => Json.TryGetProperty("parameters", out var parameters)
        ? [.. parameters.EnumerateArray().Select(Contract.Resolve)]
        : [];

    public IEnumerable<string> HeaderParameters => Parameters
        .Where(parameter => parameter.GetProperty("in").GetString() == "header").Select(parameter => parameter.GetProperty("name").GetString()!);

    public JsonElement? Body => Json.TryGetProperty("requestBody", out var body) ? body.GetProperty("content").GetProperty("application/json") : null;

    public JsonElement Responses => Json.GetProperty("responses");

    public bool HasStatus(string status) => Responses.TryGetProperty(status, out _);

    public bool HasHeader(string status, string name) => Responses.GetProperty(status).TryGetProperty("headers", out var headers) && headers.TryGetProperty(name, out _);

    /// <summary>Whether the document lets anybody in.</summary>
    public bool IsAnonymous => Json.GetProperty("security").GetArrayLength() == 0;

    public override string ToString() => $"{Method} {Path}";
}
