using System.Text.Json;

namespace StructGen.Constraints.Schemas;

/// <summary>Values as messages show them: their JSON text, shortened.</summary>
internal static class Excerpt
{
    private const int Length = 80;

    public static string Of(JsonElement value) => Shorten(value.GetRawText());

    /// <summary>A text without line breaks, with its middle left out where it is long.</summary>
    public static string Shorten(string text)
    {
        var flat = text.AsSpan().IndexOfAnyInRange('\0', '\u001f') < 0 ? text : string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (flat.Length <= Length) return flat;
        var head = char.IsHighSurrogate(flat[Length - 21]) ? Length - 21 : Length - 20;
        var tail = char.IsLowSurrogate(flat[^18]) ? 17 : 18;
        return $"{flat[..head]}…{flat[^tail..]}";
    }

    public static string KindOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        JsonValueKind.Null => "null",
        _ => "nothing",
    };
}
