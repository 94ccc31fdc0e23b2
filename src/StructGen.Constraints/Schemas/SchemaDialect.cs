namespace StructGen.Constraints.Schemas;

/// <summary>What a resource's <c>$schema</c> decides: the draft, and which groups of keywords its metaschema uses.</summary>
/// <param name="Draft">The draft.</param>
/// <param name="Vocabularies">Keywords of other vocabularies are annotations.</param>
/// <param name="AssertsFormat">Whether the metaschema asks for <c>format</c> to be asserted (2020-12 <c>format-assertion</c>).</param>
internal sealed record SchemaDialect(SchemaDraft Draft, KeywordVocabulary Vocabularies = KeywordVocabulary.All, bool AssertsFormat = false)
{
    /// <summary>Whether a keyword has its effect here, rather than being another draft's or another vocabulary's.</summary>
    public bool Honours(SchemaKeywordRule rule) => (rule.Drafts & KeywordCatalog.Flag(Draft)) != 0
        && (Vocabularies & rule.Vocabulary) != 0;
}
