using System.Text.Json;
using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Tests.Schemas;

public sealed class KeywordCatalogTests
{
    /// <summary>Listed by the newer metaschemas only so that older schemas pass.</summary>
    private static readonly string[] Retired = ["definitions", "dependencies", "$recursiveAnchor", "$recursiveRef"];

    [Theory]
    [InlineData("propertys", "properties")]
    [InlineData("requried", "required")]
    [InlineData("addtionalProperties", "additionalProperties")]
    [InlineData("minlength", "minLength")]
    [InlineData("anyof", "anyOf")]
    [InlineData("enums", "enum")]
    [InlineData("colour", null)]
    [InlineData("example", "examples")]
    public void Nearest_MisspeltKeyword_IsTheOneMeant(string written, string? meant) => Assert.Equal(meant, KeywordCatalog.Nearest(written));

    [Theory]
    [InlineData(4, "draft4")]
    [InlineData(6, "draft6")]
    [InlineData(7, "draft7")]
    [InlineData(2019, "draft2019-09/core", "draft2019-09/applicator", "draft2019-09/validation", "draft2019-09/meta-data", "draft2019-09/format", "draft2019-09/content")]
    [InlineData(2020, "draft2020-12/core", "draft2020-12/applicator", "draft2020-12/unevaluated", "draft2020-12/validation", "draft2020-12/meta-data", "draft2020-12/format-annotation", "draft2020-12/content")]
    public void DefinedBy_EachDraft_AreThePropertiesOfItsMetaschema(int draft, params string[] documents)
    {
        var listed = documents.SelectMany(KeywordsOf).Except(draft >= 2019 ? Retired : []).ToHashSet();
        if (draft <= 6) listed.UnionWith(["$ref", "format"]);
        if (draft == 7) listed.Add("writeOnly"); // in the draft's text; the metaschema got it later
        if (draft == 2019) listed.UnionWith(["$recursiveAnchor", "$recursiveRef"]);
        Assert.Equal(listed.Order(StringComparer.Ordinal), KeywordCatalog.DefinedBy((SchemaDraft)draft).Select(rule => rule.Name).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> KeywordsOf(string document)
    {
        using var stream = typeof(SchemaValidator).Assembly.GetManifestResourceStream($"metaschemas/{document}")!;
        using var metaschema = JsonDocument.Parse(stream);
        return [.. metaschema.RootElement.GetProperty("properties").EnumerateObject().Select(property => property.Name)];
    }
}
