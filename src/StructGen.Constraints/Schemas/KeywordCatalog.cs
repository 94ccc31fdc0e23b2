using System.Collections.Frozen;
using static StructGen.Constraints.Schemas.KeywordDrafts;
using static StructGen.Constraints.Schemas.KeywordVocabulary;
using static StructGen.Constraints.Schemas.SchemaKeywordKind;

namespace StructGen.Constraints.Schemas;

/// <summary>Every keyword of the five drafts as data: who defines it, where else it is honoured, whether it constrains.</summary>
/// <remarks>
/// Schemas in the wild name one draft and use another's keywords. Such a keyword is honoured where it can mean nothing else
/// (<c>const</c> in draft 4, <c>dependencies</c> in 2020-12); where the drafts' own test suite says that an older draft ignores a
/// newer keyword (<c>prefixItems</c> in 2019-09, <c>dependentRequired</c> in draft 7) it is ignored, and the report says so. So is <c>if</c> in
/// drafts 4 and 6: real instances of such schemas (MaskBench) were judged without it.
/// </remarks>
internal static class KeywordCatalog
{
    /// <summary>All keywords, in the order of the specification.</summary>
    public static IReadOnlyList<SchemaKeywordRule> All { get; } =
    [
        new("$schema", Core, Annotation, KeywordDrafts.All, KeywordDrafts.All),
        new("$vocabulary", Core, Annotation, From201909, From201909),
        new("id", Core, Annotation, Draft4, Draft4),
        new("$id", Core, Annotation, From6, KeywordDrafts.All),
        new("$anchor", Core, Annotation, From201909, KeywordDrafts.All),
        new("$dynamicAnchor", Core, Annotation, Draft202012, Draft202012),
        new("$recursiveAnchor", Core, Annotation, Draft201909, Draft201909),
        new("$ref", Core, Assertion, KeywordDrafts.All, KeywordDrafts.All),
        new("$dynamicRef", Core, Assertion, Draft202012, Draft202012),
        new("$recursiveRef", Core, Assertion, Draft201909, Draft201909),
        new("$comment", Core, Annotation, From7, KeywordDrafts.All),
        new("$defs", Core, Annotation, From201909, KeywordDrafts.All),
        new("definitions", Core, Annotation, Through7, KeywordDrafts.All),

        new("allOf", Applicator, Assertion, KeywordDrafts.All, KeywordDrafts.All),
        new("anyOf", Applicator, Assertion, KeywordDrafts.All, KeywordDrafts.All),
        new("oneOf", Applicator, Assertion, KeywordDrafts.All, KeywordDrafts.All),
        new("not", Applicator, Assertion, KeywordDrafts.All, KeywordDrafts.All),
        new("if", Applicator, Assertion, From7, From7),
        new("then", Applicator, Assertion, From7, From7),
        new("else", Applicator, Assertion, From7, From7),
        new("prefixItems", Applicator, Assertion, Draft202012, Draft202012),
        new("items", Applicator, Assertion, KeywordDrafts.All, KeywordDrafts.All),
        new("additionalItems", Applicator, Assertion, Through201909, KeywordDrafts.All),
        new("contains", Applicator, Assertion, From6, KeywordDrafts.All),
        new("properties", Applicator, Assertion, KeywordDrafts.All, KeywordDrafts.All),
        new("patternProperties", Applicator, Assertion, KeywordDrafts.All, KeywordDrafts.All),
        new("additionalProperties", Applicator, Assertion, KeywordDrafts.All, KeywordDrafts.All),
        new("propertyNames", Applicator, Assertion, From6, KeywordDrafts.All),
        new("dependencies", Applicator, Assertion, Through7, KeywordDrafts.All),
        new("dependentSchemas", Applicator, Assertion, From201909, From201909),
        new("unevaluatedItems", Unevaluated, Assertion, From201909, From201909),
        new("unevaluatedProperties", Unevaluated, Assertion, From201909, From201909),

        new("type", KeywordVocabulary.Validation, Assertion, KeywordDrafts.All, KeywordDrafts.All),
        new("enum", KeywordVocabulary.Validation, Assertion, KeywordDrafts.All, KeywordDrafts.All),
        new("const", KeywordVocabulary.Validation, Assertion, From6, KeywordDrafts.All),
        new("multipleOf", KeywordVocabulary.Validation, Assertion, KeywordDrafts.All, KeywordDrafts.All),
        new("maximum", KeywordVocabulary.Validation, Assertion, KeywordDrafts.All, KeywordDrafts.All),
        new("exclusiveMaximum", KeywordVocabulary.Validation, Assertion, KeywordDrafts.All, KeywordDrafts.All),
        new("minimum", KeywordVocabulary.Validation, Assertion, KeywordDrafts.All, KeywordDrafts.All),
        new("exclusiveMinimum", KeywordVocabulary.Validation, Assertion, KeywordDrafts.All, KeywordDrafts.All),
        new("maxLength", KeywordVocabulary.Validation, Assertion, KeywordDrafts.All, KeywordDrafts.All),
        new("minLength", KeywordVocabulary.Validation, Assertion, KeywordDrafts.All, KeywordDrafts.All),
        new("pattern", KeywordVocabulary.Validation, Assertion, KeywordDrafts.All, KeywordDrafts.All),
        new("maxItems", KeywordVocabulary.Validation, Assertion, KeywordDrafts.All, KeywordDrafts.All),
        new("minItems", KeywordVocabulary.Validation, Assertion, KeywordDrafts.All, KeywordDrafts.All),
        new("uniqueItems", KeywordVocabulary.Validation, Assertion, KeywordDrafts.All, KeywordDrafts.All),
        new("maxContains", KeywordVocabulary.Validation, Assertion, From201909, From201909),
        new("minContains", KeywordVocabulary.Validation, Assertion, From201909, From201909),
        new("maxProperties", KeywordVocabulary.Validation, Assertion, KeywordDrafts.All, KeywordDrafts.All),
        new("minProperties", KeywordVocabulary.Validation, Assertion, KeywordDrafts.All, KeywordDrafts.All),
        new("required", KeywordVocabulary.Validation, Assertion, KeywordDrafts.All, KeywordDrafts.All),
        new("dependentRequired", KeywordVocabulary.Validation, Assertion, From201909, From201909),

        new("format", Format, Assertion, KeywordDrafts.All, KeywordDrafts.All),
        new("contentEncoding", Content, Annotation, From7, KeywordDrafts.All),
        new("contentMediaType", Content, Annotation, From7, KeywordDrafts.All),
        new("contentSchema", Content, Annotation, From201909, From201909),
        new("title", MetaData, Annotation, KeywordDrafts.All, KeywordDrafts.All),
        new("description", MetaData, Annotation, KeywordDrafts.All, KeywordDrafts.All),
        new("default", MetaData, Annotation, KeywordDrafts.All, KeywordDrafts.All),
        new("examples", MetaData, Annotation, From6, KeywordDrafts.All),
        new("readOnly", MetaData, Annotation, From7, KeywordDrafts.All),
        new("writeOnly", MetaData, Annotation, From7, KeywordDrafts.All),
        new("deprecated", MetaData, Annotation, From201909, KeywordDrafts.All),
    ];

    private static readonly FrozenDictionary<string, SchemaKeywordRule> ByName = All.ToFrozenDictionary(rule => rule.Name, StringComparer.Ordinal);

    /// <summary>What is known of a keyword; null for one that no draft knows.</summary>
    public static SchemaKeywordRule? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The keywords that a draft defines.</summary>
    public static IEnumerable<SchemaKeywordRule> DefinedBy(SchemaDraft draft) => All.Where(rule => (rule.Defined & Flag(draft)) != 0);

    /// <summary>Names that authors use for their own annotations: <c>x-…</c>, <c>_…</c>, <c>$$…</c>.</summary>
    public static bool IsPrivate(string name) => name.StartsWith("x-", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith('_') || name.StartsWith("$$", StringComparison.Ordinal);

    /// <summary>The known keyword that a misspelt one probably means; null where none is near.</summary>
    public static string? Nearest(string name) => Spelling.Nearest(name, All.Select(rule => rule.Name));

    public static KeywordDrafts Flag(SchemaDraft draft) => draft switch
    {
        SchemaDraft.Draft4 => Draft4,
        SchemaDraft.Draft6 => Draft6,
        SchemaDraft.Draft7 => Draft7,
        SchemaDraft.Draft201909 => Draft201909,
        _ => Draft202012,
    };
}
