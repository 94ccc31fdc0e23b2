namespace StructGen.Constraints.Schemas;

/// <summary>What is known of a keyword.</summary>
/// <param name="Name">The keyword.</param>
/// <param name="Vocabulary">The group that it belongs to.</param>
/// <param name="Kind">Whether it constrains instances where it has effect.</param>
/// <param name="Defined">Drafts that define it.</param>
/// <param name="Drafts">Drafts in whose schemas it is honoured: those that define it, and those where it can mean nothing else.</param>
internal sealed record SchemaKeywordRule(string Name, KeywordVocabulary Vocabulary, SchemaKeywordKind Kind, KeywordDrafts Defined, KeywordDrafts Drafts);
