using System.Text.Json;

namespace StructGen.Api.Tools.Imports;

/// <summary>An OpenAPI document whose operations become tools.</summary>
public sealed record ToolImportBody
{
    /// <summary>OpenAPI 3.0 or 3.1: the document itself, or its text in JSON or YAML.</summary>
    public required JsonElement Document { get; init; }

    /// <summary>Put before every name.</summary>
    /// <example>weather_</example>
    public string? Prefix { get; init; }

    /// <summary>Only these: an <c>operationId</c> or <c>GET /path</c> each. Null is all.</summary>
    public IReadOnlyList<string>? Operations { get; init; }

    /// <summary>Where the API is; null is what the document's <c>servers</c> say.</summary>
    /// <example>https://api.example.com/v1</example>
    public string? ServerUrl { get; init; }

    /// <summary>Headers of every call, such as <c>{"Authorization": "Bearer {secret:WEATHER}"}</c>.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }
}
