using System.Text.Json;
using StructGen.Api.Problems;
using StructGen.Api.Requests;

namespace StructGen.Api.Schemas;

/// <summary>Whether OpenAI's own service would take a schema with <c>strict: true</c>: the subset that it documents (as of February 2026), which is narrower than ours.</summary>
/// <remarks>One use. Every fault is reported, each at its place.</remarks>
internal sealed class OpenAISubset
{
    private const int MostProperties = 5_000;
    private const int MostLevels = 10;
    private const int MostLetters = 120_000;
    private const int MostValues = 1_000;
    private const int ManyValues = 250;
    private const int MostLettersOfMany = 15_000;

    private static readonly HashSet<string> Known =
    [
        "type", "properties", "required", "additionalProperties", "items", "enum", "const", "anyOf", "$ref", "$defs", "definitions",
        "pattern", "format", "multipleOf", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minItems", "maxItems",
        "title", "description", "$schema", "$id", "$comment", "$anchor",
    ];

    private readonly List<ProblemError> _faults = [];
    private int _properties;
    private int _letters;
    private int _values;

    /// <summary>What OpenAI would refuse; empty where it would take the schema.</summary>
    public static IReadOnlyList<ProblemError> Check(JsonElement schema)
    {
        var check = new OpenAISubset();
        check.CheckRoot(schema);
        return check._faults;
    }

    private void CheckRoot(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object || !IsType(schema, "object")) Fault("", "type", "the root must have the type object.");
        if (schema.ValueKind != JsonValueKind.Object) return;
        if (schema.TryGetProperty("anyOf", out _)) Fault("", "anyOf", "the root must not be anyOf; put it into a property.");
        CheckSchema(schema, "", 0);
        Bound(_properties, MostProperties, "properties");
        Bound(_letters, MostLetters, "characters in names of properties and definitions and in values of enum and const");
        Bound(_values, MostValues, "values of enum");
    }

    private void CheckSchema(JsonElement schema, string pointer, int level)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            Fault(pointer, "", "a schema that is true or false is not taken; write an object with a type.");
            return;
        }

        if (level == MostLevels + 1) Fault(pointer, "", $"it nests deeper than {MostLevels} levels; move parts into $defs or flatten it.");
        foreach (var keyword in schema.EnumerateObject().Where(keyword => !Known.Contains(keyword.Name)))
            Fault(pointer, keyword.Name, $"'{keyword.Name}' is not among the keywords that OpenAI documents for strict schemas.");
        if (IsType(schema, "object")) CheckObject(schema, pointer);
        if (schema.TryGetProperty("enum", out var values) && values.ValueKind == JsonValueKind.Array) CheckValues(values, pointer);
        if (schema.TryGetProperty("const", out var value)) _letters += Letters(value);
        if (schema.TryGetProperty("items", out var items)) CheckSchema(items, pointer + "/items", level + 1);
        CheckMembers(schema, "properties", pointer, level + 1);
        CheckMembers(schema, "$defs", pointer, 0);
        CheckMembers(schema, "definitions", pointer, 0);
        if (!schema.TryGetProperty("anyOf", out var choices) || choices.ValueKind != JsonValueKind.Array) return;
        var index = 0;
        foreach (var choice in choices.EnumerateArray()) CheckSchema(choice, $"{pointer}/anyOf/{index++}", level);
    }

    private void CheckObject(JsonElement schema, string pointer)
    {
        if (!schema.TryGetProperty("additionalProperties", out var more) || more.ValueKind != JsonValueKind.False)
            Fault(pointer, "additionalProperties", "every object must have additionalProperties: false.");
        if (!schema.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object) return;
        var required = schema.TryGetProperty("required", out var names) && names.ValueKind == JsonValueKind.Array
            ? names.EnumerateArray().Where(name => name.ValueKind == JsonValueKind.String).Select(name => name.GetString()!).ToHashSet(StringComparer.Ordinal)
            : [];
        foreach (var property in properties.EnumerateObject().Where(property => !required.Contains(property.Name)))
            Fault(pointer, "required", $"the property '{property.Name}' must be required; allow null where it may be missing.");
    }

    private void CheckMembers(JsonElement schema, string keyword, string pointer, int level)
    {
        if (!schema.TryGetProperty(keyword, out var members) || members.ValueKind != JsonValueKind.Object) return;
        foreach (var member in members.EnumerateObject())
        {
            if (keyword == "properties") _properties++;
            _letters += member.Name.Length;
            CheckSchema(member.Value, $"{pointer}/{keyword}/{JsonPointers.Escape(member.Name)}", level);
        }
    }

    private void CheckValues(JsonElement values, string pointer)
    {
        var letters = values.EnumerateArray().Sum(Letters);
        _values += values.GetArrayLength();
        _letters += letters;
        if (values.GetArrayLength() > ManyValues && letters > MostLettersOfMany)
            Fault(pointer, "enum", $"an enum of more than {ManyValues} values has at most {MostLettersOfMany} characters; this one has {letters}.");
    }

    private void Bound(int count, int most, string what)
    {
        if (count > most) Fault("", "", $"it has {count} {what}; OpenAI takes {most}.");
    }

    private void Fault(string pointer, string keyword, string message)
    {
        if (_faults.Count <= ProblemBounds.MostErrors) _faults.Add(new(pointer, keyword, $"{(pointer.Length == 0 ? "(root)" : pointer)}: {message}"));
    }

    private static int Letters(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()!.Length : value.GetRawText().Length;

    private static bool IsType(JsonElement schema, string name) => schema.TryGetProperty("type", out var type) && type.ValueKind switch
    {
        JsonValueKind.String => type.ValueEquals(name),
        JsonValueKind.Array => type.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.String && item.ValueEquals(name)),
        _ => false,
    };
}
