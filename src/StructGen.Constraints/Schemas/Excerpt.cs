using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace StructGen.Constraints.Schemas;

/// <summary>Values as messages show them: their JSON text, shortened.</summary>
internal static class Excerpt
{
    /// <summary>Characters shown of a value.</summary>
    private const int ValueLength = 80;

    /// <summary>Bytes up to which the whole text is looked at.</summary>
    private const int LongText = 2_000;

    /// <summary>Characters at the end of a shortened text; what differs often stands there.</summary>
    private const int TailLength = 18;

    public static string Of(JsonElement value)
    {
        var text = JsonMarshal.GetRawUtf8Value(value);
        if (text.Length <= LongText) return Shorten(Encoding.UTF8.GetString(text));

        // Of megabytes only the ends are shown; a character that is cut in two shows as U+FFFD in the part that is left out.
        return Shorten(Encoding.UTF8.GetString(text[..(LongText / 2)]) + Encoding.UTF8.GetString(text[^(LongText / 2)..]));
    }

    /// <summary>A text without line breaks, with its middle left out where it is long.</summary>
    public static string Shorten(string text, int length = ValueLength)
    {
        var flat = text.AsSpan().IndexOfAnyInRange('\0', '\u001f') < 0 ? text : string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (flat.Length <= length) return flat;
        var head = length - TailLength - 2;
        if (char.IsHighSurrogate(flat[head - 1])) head--;
        var tail = char.IsLowSurrogate(flat[^TailLength]) ? TailLength - 1 : TailLength;
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
