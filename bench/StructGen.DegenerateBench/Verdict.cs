using System.Globalization;
using System.Text.Json;

namespace StructGen.DegenerateBench;

/// <summary>What is counted of one answer.</summary>
/// <param name="Id">The question.</param>
/// <param name="Masks">Whether masks were open, as before, or as they are by default.</param>
/// <param name="IsRight">Whether the right function was called with right arguments.</param>
/// <param name="Undeclared">Names of members that the function's parameters do not declare.</param>
/// <param name="OddNumbers">Numbers that are not spelled as their type is read.</param>
/// <param name="IsRepeating">Whether a loop was ended.</param>
/// <param name="IsCut">Whether the token limit ended the answer.</param>
/// <param name="Tokens">Tokens written.</param>
internal sealed record Verdict(string Id, string Masks, bool IsRight, IReadOnlyList<string> Undeclared, IReadOnlyList<string> OddNumbers, bool IsRepeating, bool IsCut, int Tokens)
{
    /// <summary>Names in the arguments that the schema there does not declare although it declares some.</summary>
    public static IEnumerable<string> UndeclaredIn(JsonElement value, JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object) yield break;
        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
        {
            foreach (var name in value.EnumerateArray().SelectMany(item => UndeclaredIn(item, items))) yield return name;
        }

        if (value.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("properties", out var properties) || !properties.EnumerateObject().Any()) yield break;
        foreach (var member in value.EnumerateObject())
        {
            if (!properties.TryGetProperty(member.Name, out var inner)) yield return member.Name;
            else foreach (var name in UndeclaredIn(member.Value, inner)) yield return name;
        }
    }

    /// <summary>Numbers written with an exponent, more than 20 digits, or a fraction of zeros.</summary>
    public static IEnumerable<string> OddNumbersIn(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.GetRawText() is var text && (text.Contains('e', StringComparison.OrdinalIgnoreCase) || text.Length > 20 || text.EndsWith(".0", StringComparison.Ordinal)) => [text],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(OddNumbersIn),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => OddNumbersIn(member.Value)),
        _ => [],
    };

    /// <summary>Whether a call is right: the function, and each argument one of the values that are.</summary>
    public static bool Matches(JsonElement expected, string name, JsonElement arguments)
    {
        if (!expected.TryGetProperty(name, out var right)) return false;
        foreach (var parameter in right.EnumerateObject())
        {
            var mayBeAbsent = parameter.Value.EnumerateArray().Any(value => value is { ValueKind: JsonValueKind.String } && value.GetString()!.Length == 0);
            if (!arguments.TryGetProperty(parameter.Name, out var given) ? !mayBeAbsent : !parameter.Value.EnumerateArray().Any(value => Same(value, given))) return false;
        }

        return arguments.EnumerateObject().All(argument => right.TryGetProperty(argument.Name, out _));
    }

    private static bool Same(JsonElement expected, JsonElement given)
    {
        if (expected.ValueKind == JsonValueKind.Number && given.ValueKind == JsonValueKind.Number) return expected.GetDouble() == given.GetDouble();
        if (expected.ValueKind != given.ValueKind) return false;
        return expected.ValueKind switch
        {
            JsonValueKind.String => Plain(expected.GetString()!) == Plain(given.GetString()!),
            JsonValueKind.Array => expected.GetArrayLength() == given.GetArrayLength() && expected.EnumerateArray().Zip(given.EnumerateArray()).All(pair => Same(pair.First, pair.Second)),
            JsonValueKind.Object => expected.EnumerateObject().All(member => given.TryGetProperty(member.Name, out var value) && (member.Value.ValueKind == JsonValueKind.Array ? member.Value.EnumerateArray().Any(one => Same(one, value)) : Same(member.Value, value))),
            _ => true,
        };
    }

    private static string Plain(string text) => string.Concat(text.Where(letter => !" ,./-_*^".Contains(letter))).ToLower(CultureInfo.InvariantCulture);
}
