using System.Text.Json;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Absence;

/// <summary>Where subschemas stand in a schema of any draft.</summary>
internal static class SchemaKeywords
{
    /// <summary>How a keyword holds subschemas.</summary>
    public enum Form
    {
        /// <summary>It holds none.</summary>
        None,

        /// <summary>The keyword's value is one; or, in older drafts, an array of them.</summary>
        One,

        /// <summary>An object of them.</summary>
        Map,

        /// <summary>One that only asks whether a value is so: a condition or a negation, of which absence must not change the meaning.</summary>
        Question,
    }

    public static Form FormOf(string keyword) => keyword switch
    {
        "properties" or "patternProperties" or "$defs" or "definitions" or "dependentSchemas" or "dependencies" => Form.Map,
        "allOf" or "anyOf" or "oneOf" or "prefixItems" or "items" or "additionalItems" or "contains" or "then" or "else"
            or "additionalProperties" or "unevaluatedProperties" or "unevaluatedItems" => Form.One,
        "not" or "if" or "propertyNames" => Form.Question,
        _ => Form.None,
    };

    /// <summary>Whether the subschemas of a keyword speak of an object's members.</summary>
    public static bool SpeaksOfMembers(string keyword) => keyword is "properties" or "patternProperties" or "additionalProperties" or "unevaluatedProperties";

    /// <summary>The subschemas right below, but for questions.</summary>
    public static IEnumerable<SchemaPlace> Below(JsonElement schema, string pointer)
    {
        if (schema.ValueKind != JsonValueKind.Object) yield break;
        foreach (var keyword in schema.EnumerateObject())
        {
            var place = $"{pointer}/{JsonPointerText.Escape(keyword.Name)}";
            var isMember = SpeaksOfMembers(keyword.Name);
            switch (FormOf(keyword.Name), keyword.Value.ValueKind)
            {
                case (Form.Map, JsonValueKind.Object):
                    foreach (var entry in keyword.Value.EnumerateObject())
                    {
                        if (IsSchema(entry.Value)) yield return new SchemaPlace(entry.Value, $"{place}/{JsonPointerText.Escape(entry.Name)}", isMember);
                    }

                    break;
                case (Form.One, JsonValueKind.Array):
                    var index = 0;
                    foreach (var item in keyword.Value.EnumerateArray()) yield return new SchemaPlace(item, $"{place}/{index++}", isMember);
                    break;
                case (Form.One, _) when IsSchema(keyword.Value):
                    yield return new SchemaPlace(keyword.Value, place, isMember);
                    break;
            }
        }
    }

    public static bool IsSchema(JsonElement value) => value.ValueKind is JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False;

    /// <summary>The text of a keyword; null where there is none.</summary>
    public static string? Text(JsonElement schema, string keyword)
        => schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty(keyword, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Whether an object schema requires a member by itself.</summary>
    public static bool Requires(JsonElement schema, string member)
        => Required(schema).Contains(member);

    /// <summary>The members that an object schema requires by itself.</summary>
    public static IEnumerable<string> Required(JsonElement schema)
        => schema.TryGetProperty("required", out var names) && names.ValueKind == JsonValueKind.Array
            ? names.EnumerateArray().Where(name => name.ValueKind == JsonValueKind.String).Select(name => name.GetString()!)
            : [];
}
