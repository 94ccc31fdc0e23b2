using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace StructGen.RepairBench.Judging;

/// <summary>Equality of JSON by value: numbers by what they are worth, members in any order, texts unit by unit.</summary>
internal static class SameJson
{
    /// <param name="one">A value.</param>
    /// <param name="other">Another.</param>
    /// <param name="texts">When two texts count as the same; names are trimmed then. Unit by unit when null.</param>
    public static bool Same(JsonElement one, JsonElement other, Func<string, string, bool>? texts = null)
    {
        if (one.ValueKind != other.ValueKind)
            return false;
        switch (one.ValueKind)
        {
            case JsonValueKind.Object:
                var members = Members(one, texts is not null);
                var others = Members(other, texts is not null);
                return members.Count == others.Count && members.All(member
                    => others.TryGetValue(member.Key, out var value) && Same(member.Value, value, texts));
            case JsonValueKind.Array:
                return one.GetArrayLength() == other.GetArrayLength()
                    && one.EnumerateArray().Zip(other.EnumerateArray()).All(pair => Same(pair.First, pair.Second, texts));
            case JsonValueKind.String:
                var (a, b) = (Text(one), Text(other));
                return texts is null ? a == b : texts(a, b);
            case JsonValueKind.Number:
                return SameNumber(one.GetRawText(), other.GetRawText());
            default:
                return true;
        }
    }

    public static bool SameNumber(string one, string other) => one == other || Parts(one) == Parts(other);

    /// <summary>A text; its JSON where it holds half a surrogate pair.</summary>
    public static string Text(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return value.GetRawText();
        }
    }

    /// <summary>A member's name; the JSON of the member where the name holds half a surrogate pair.</summary>
    public static string Name(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return member.ToString();
        }
    }

    private static Dictionary<string, JsonElement> Members(JsonElement value, bool trimmed)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
            members[trimmed ? Name(member).Trim() : Name(member)] = member.Value;
        return members;
    }

    /// <summary>Digits without zeros at the end, and the power of ten behind them.</summary>
    private static (BigInteger Digits, BigInteger Exponent) Parts(string number)
    {
        var mark = number.AsSpan().IndexOfAny('e', 'E');
        var exponent = mark < 0 ? BigInteger.Zero : BigInteger.Parse(number.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = mark < 0 ? number : number[..mark];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
        {
            exponent -= mantissa.Length - point - 1;
            mantissa = mantissa.Remove(point, 1);
        }

        var trimmed = mantissa.TrimEnd('0');
        var digits = trimmed.Length is 0 || trimmed == "-" ? BigInteger.Zero : BigInteger.Parse(trimmed, CultureInfo.InvariantCulture);
        return digits.IsZero ? (digits, BigInteger.Zero) : (digits, exponent + mantissa.Length - trimmed.Length);
    }
}
