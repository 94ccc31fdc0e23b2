using System.Text.Json;

namespace StructGen.Generation.Planning;

/// <summary>What a schema's root says of its instances, read without following references.</summary>
internal static class SchemaShape
{
    /// <summary>Whether the root is an object schema on its face: what providers' schema modes ask for.</summary>
    public static bool IsObject(JsonElement schema)
        => schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("object");

    /// <summary>A name for providers (letters, digits, <c>_</c>, <c>-</c>, at most 64): the schema's title, else <c>answer</c>.</summary>
    public static string NameOf(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("title", out var title) || title.ValueKind != JsonValueKind.String) return "answer";
        var name = string.Concat(title.GetString()!.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' ? c : '_').Take(64));
        return name.Length == 0 ? "answer" : name;
    }
}
