using System.Numerics;
using System.Text.Json;

namespace StructGen.Constraints.Schemas;

/// <summary>Reads keyword values by kind; a wrong kind is reported with place, value and remedy, and read as absent.</summary>
internal sealed class KeywordValues(SchemaReader reader, SchemaNode node)
{
    private static readonly string[] TypeNames = ["null", "boolean", "object", "array", "number", "string", "integer"];

    public void Fail(string keyword, JsonElement value, string expected, string remedy) => reader.Report(node, keyword,
        $"\"{keyword}\" must be {expected}, but is {Excerpt.KindOf(value)}: {Excerpt.Of(value)}. {remedy}");

    public string? Text(string keyword, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String) return JsonText.Of(value);
        Fail(keyword, value, "a string", "Write it in quotes, or remove the keyword.");
        return null;
    }

    public bool Boolean(string keyword, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.ValueKind == JsonValueKind.True;
        Fail(keyword, value, "true or false", "Write it without quotes, or remove the keyword.");
        return false;
    }

    public ExactNumber? Number(string keyword, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number) return Exact(keyword, value);
        Fail(keyword, value, "a number", "Write it without quotes, or remove the keyword.");
        return null;
    }

    public ExactNumber? PositiveNumber(string keyword, JsonElement value)
    {
        if (Number(keyword, value) is not { } number) return null;
        if (number.Sign > 0) return number;
        Fail(keyword, value, "greater than 0", "Write a positive number, or remove the keyword.");
        return null;
    }

    /// <summary>A whole number that is not negative, however written; beyond what a long holds it saturates, and nothing has so many parts.</summary>
    public long? Count(string keyword, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number && Exact(keyword, value) is { IsInteger: true, Sign: >= 0 } number)
            return number.Magnitude > 19 ? long.MaxValue : (long)BigInteger.Min(long.MaxValue, number.Mantissa * ExactNumber.PowerOfTen(number.Exponent));
        Fail(keyword, value, "a whole number of at least 0", "Write such a number without quotes, or remove the keyword.");
        return null;
    }

    /// <exception cref="ConstraintLimitException">The number has more digits than the limits allow.</exception>
    private ExactNumber Exact(string keyword, JsonElement value)
    {
        var most = reader.Limits.NumberDigits;
        if (ExactNumber.TryParse(value.GetRawText(), out var number) && number.PlainDigits <= most) return number;
        throw new ConstraintLimitException([new ConstraintError(node.Place, keyword, $"\"{keyword}\" is {Excerpt.Of(value)}, which has more than {most} digits when it is written without an exponent "
            + $"({nameof(ConstraintLimits)}.{nameof(ConstraintLimits.NumberDigits)}); write a number nearer to what the data hold, or raise the limit.")]);
    }

    public bool IsObject(string keyword, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object) return true;
        Fail(keyword, value, "an object that maps names to schemas", "Write an object, or remove the keyword.");
        return false;
    }

    public List<JsonElement>? List(string keyword, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array) return [.. value.EnumerateArray()];
        Fail(keyword, value, "an array of values", "Write an array, or const for a single value.");
        return null;
    }

    public List<string>? Names(string keyword, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
        {
            Fail(keyword, value, "an array of property names", "Write an array of strings, or remove the keyword.");
            return null;
        }

        return [.. value.EnumerateArray().Select(JsonText.Of).Distinct(StringComparer.Ordinal)];
    }

    public SchemaTypes? Types(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String) return Type(value);
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0)
        {
            Fail("type", value, "the name of a type or an array of such names", $"The types are {string.Join(", ", TypeNames)}.");
            return null;
        }

        var types = SchemaTypes.None;
        foreach (var item in value.EnumerateArray())
        {
            if (Type(item) is not { } type) return null;
            types |= type;
        }

        return types;
    }

    private SchemaTypes? Type(JsonElement value)
    {
        var name = value.ValueKind == JsonValueKind.String ? JsonText.Of(value) : null;
        switch (name)
        {
            case "null": return SchemaTypes.Null;
            case "boolean": return SchemaTypes.Boolean;
            case "object": return SchemaTypes.Object;
            case "array": return SchemaTypes.Array;
            case "number": return SchemaTypes.Number;
            case "string": return SchemaTypes.String;
            case "integer": return node.Draft == SchemaDraft.Draft4 ? SchemaTypes.StrictInteger : SchemaTypes.Integer;
            case "any":
                Fail("type", value, "the name of a type", "Remove the keyword: without it any value is allowed.");
                return null;
            default:
                var near = name is null ? null : Spelling.Nearest(name, TypeNames) ?? TypeNames.FirstOrDefault(type => SameStart(type, name));
                Fail("type", value, "the name of a type", near is null ? $"The types are {string.Join(", ", TypeNames)}." : $"Did you mean \"{near}\"?");
                return null;
        }
    }

    /// <summary>Abbreviations: <c>str</c>, <c>bool</c>, <c>int</c>.</summary>
    private static bool SameStart(string type, string name) => name.Length > 2 && type.StartsWith(name[..3], StringComparison.OrdinalIgnoreCase);
}
