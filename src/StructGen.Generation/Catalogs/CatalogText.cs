using System.Text.Json;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Catalogs;

/// <summary>What of a definition is shown in lists and found by a search.</summary>
internal static class CatalogText
{
    private const int MaxLength = 1000;

    /// <summary>A text as every database takes it: no NUL, which PostgreSQL refuses, and not too long.</summary>
    public static string? Describe(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        text = LoneSurrogates.Replace(text).Replace('\0', '\uFFFD');
        if (text.Length <= MaxLength) return text;
        return text[..(char.IsHighSurrogate(text[MaxLength - 2]) ? MaxLength - 2 : MaxLength - 1)] + "…";
    }

    /// <summary>A schema's description, else its title.</summary>
    public static string? Describe(JsonElement schema) => Member(schema, "description") ?? Member(schema, "title");

    /// <summary>Whether an item has a text in its name or description, whatever the case.</summary>
    public static bool Matches(CatalogItem item, string search)
        => item.Name.Contains(search, StringComparison.OrdinalIgnoreCase) || item.Description?.Contains(search, StringComparison.OrdinalIgnoreCase) == true;

    private static string? Member(JsonElement schema, string name)
        => schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? Describe(JsonText.Text(value))
            : null;
}
