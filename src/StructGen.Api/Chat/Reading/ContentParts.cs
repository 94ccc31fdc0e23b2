using System.Text.Json;

namespace StructGen.Api.Chat.Reading;

/// <summary>The content of a message: a string, or parts that hold text.</summary>
internal static class ContentParts
{
    /// <summary>The text; null where there is no content.</summary>
    /// <param name="content">The member as it was sent.</param>
    /// <param name="place">The message.</param>
    /// <param name="kinds">The kinds of parts that it may have; each holds its text under its own name.</param>
    public static string? TryRead(JsonElement? content, string place, params ReadOnlySpan<string> kinds)
    {
        if (content is not { ValueKind: not JsonValueKind.Null } given) return null;
        if (given.ValueKind == JsonValueKind.String) return given.GetString();
        if (given.ValueKind != JsonValueKind.Array) throw ChatFault.At($"{place}.content", $"{place}.content is a string or an array of parts.");
        var texts = new List<string>();
        foreach (var part in given.EnumerateArray())
        {
            var at = $"{place}.content[{texts.Count}]";
            if (part.ValueKind != JsonValueKind.Object || !part.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String)
                throw ChatFault.At(at, $"{at} is no part: send {{\"type\": \"text\", \"text\": …}}.");
            if (!kinds.Contains(type.GetString()!)) throw ChatFault.Unsupported($"{at}.type", $"{at}: parts of the type '{type.GetString()}' are not read here; send text.");
            if (!part.TryGetProperty(type.GetString()!, out var text) || text.ValueKind != JsonValueKind.String) throw ChatFault.At(at, $"{at} has no {type.GetString()}; it is a string.");
            texts.Add(text.GetString()!);
        }

        return string.Concat(texts);
    }
}
