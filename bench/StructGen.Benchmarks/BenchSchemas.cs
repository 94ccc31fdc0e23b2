using System.Text.Json;

namespace StructGen.Benchmarks;

/// <summary>Schemas of typical shape.</summary>
internal static class BenchSchemas
{
    /// <summary>A flat record, as extraction asks for.</summary>
    public const string Flat =
        """{"type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer","minimum":0,"maximum":150},"email":{"type":"string","format":"email"},"tags":{"type":"array","items":{"type":"string","maxLength":20},"maxItems":8},"kind":{"enum":["person","company","organisation","other"]}},"required":["name","kind"],"additionalProperties":false}""";

    /// <summary>Members of any name beside the declared ones.</summary>
    public const string Open =
        """{"type":"object","properties":{"identifier":{"type":"string"},"identity":{"type":"number"},"index":{"type":"boolean"}},"required":["identifier"]}""";

    /// <summary>A tree.</summary>
    public const string Deep =
        """{"$defs":{"node":{"type":"object","properties":{"value":{"type":"number"},"children":{"type":"array","items":{"$ref":"#/$defs/node"}}},"required":["value","children"],"additionalProperties":false}},"$ref":"#/$defs/node"}""";

    /// <summary>The schema as JSON.</summary>
    public static JsonElement Parse(string schema) => JsonDocument.Parse(schema).RootElement;
}
