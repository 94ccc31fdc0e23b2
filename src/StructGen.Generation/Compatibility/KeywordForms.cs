using System.Collections.Frozen;

namespace StructGen.Generation.Compatibility;

/// <summary>Where subschemas stand in a schema: what a walk over the text of a schema must know.</summary>
internal static class KeywordForms
{
    /// <summary>Keywords whose value is an object of named subschemas.</summary>
    public static FrozenSet<string> Maps { get; } = FrozenSet.Create(
        StringComparer.Ordinal, "properties", "patternProperties", "dependentSchemas", "dependencies", "$defs", "definitions");

    /// <summary>Keywords whose value is a subschema.</summary>
    public static FrozenSet<string> Single { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "items", "additionalItems", "unevaluatedItems", "contains", "additionalProperties", "unevaluatedProperties", "propertyNames", "not", "if", "then", "else");

    /// <summary>Keywords whose value is an array of subschemas.</summary>
    public static FrozenSet<string> Lists { get; } = FrozenSet.Create(StringComparer.Ordinal, "allOf", "anyOf", "oneOf", "prefixItems", "items");

    /// <summary>Keywords that constrain nothing.</summary>
    public static FrozenSet<string> Annotations { get; } = FrozenSet.Create(
        StringComparer.Ordinal, "title", "description", "default", "examples", "$comment", "readOnly", "writeOnly", "deprecated");

    /// <summary>Keywords that name or refer to a schema by URI.</summary>
    public static FrozenSet<string> Uris { get; } = FrozenSet.Create(StringComparer.Ordinal, "$id", "id", "$ref", "$dynamicRef", "$recursiveRef");
}
