using System.Text.Json;
using Microsoft.OpenApi;
using StructGen.Api.Problems;
using StructGen.Api.Requests;
using StructGen.Generation.Parsing;

namespace StructGen.Api.Tools.Imports;

/// <summary>Reads an OpenAPI document; nothing outside of it is ever fetched.</summary>
internal static class ApiDescription
{
    private const string Place = "/document";

    /// <exception cref="ProblemException">It is none, or of a version before 3.</exception>
    public static OpenApiDocument Read(JsonElement document)
    {
        var json = document.ValueKind == JsonValueKind.String ? Parse(document.GetString()!) : document;
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("openapi", out var version) || version.ValueKind != JsonValueKind.String || !version.GetString()!.StartsWith("3.", StringComparison.Ordinal))
            throw Malformed("an OpenAPI document of version 3.0 or 3.1 is expected, with its member 'openapi'.");
        try
        {
            return OpenApiDocument.Parse(json.GetRawText(), OpenApiConstants.Json).Document ?? throw Malformed("it cannot be read as OpenAPI.");
        }
        catch (Exception fault) when (fault is OpenApiException or JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw Malformed("it cannot be read as OpenAPI.");
        }
    }

    private static JsonElement Parse(string text)
    {
        try
        {
            return text.AsSpan().TrimStart().StartsWith("{") ? JsonElement.Parse(text, new JsonDocumentOptions { MaxDepth = RequestJson.DefaultDepth }) : YamlText.Read(text);
        }
        catch (JsonException)
        {
            throw Malformed("the text is not JSON.");
        }
        catch (FormatException fault)
        {
            throw Malformed($"the text is neither JSON nor YAML: {fault.Message}");
        }
    }

    private static ProblemException Malformed(string fault) => RequestJson.Malformed([new(Place, null, $"{Place}: {fault}")]);
}
