namespace StructGen.Constraints.Schemas;

/// <summary>Groups of keywords that a metaschema can leave out with <c>$vocabulary</c>.</summary>
[Flags]
internal enum KeywordVocabulary
{
    Core = 1,
    Applicator = 2,
    Unevaluated = 4,
    Validation = 8,
    Format = 16,
    Content = 32,
    MetaData = 64,
    All = Core | Applicator | Unevaluated | Validation | Format | Content | MetaData,
}
