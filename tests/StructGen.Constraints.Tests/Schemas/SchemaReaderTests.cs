using System.Text.Json;
using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Tests.Schemas;

public sealed class SchemaReaderTests
{
    [Fact]
    public void Read_TupleOfDraft7_BecomesPrefixAndRest()
    {
        var root = Read("""{"$schema": "http://json-schema.org/draft-07/schema#", "items": [{"type": "integer"}, true], "additionalItems": false}""").Root;
        Assert.Equal(2, root.PrefixItems!.Count);
        Assert.Equal(SchemaTypes.Integer, root.PrefixItems[0].Types);
        Assert.Equal("/items/0", root.PrefixItems[0].Pointer);
        Assert.False(root.Items!.Boolean);
        Assert.Equal("additionalItems", root.WrittenAs[nameof(SchemaNode.Items)]);
    }

    [Fact]
    public void Read_ArrayFormOfItemsIn202012_IsATuple()
    {
        var root = Read("""{"items": [{"type": "string"}]}""").Root;
        Assert.Single(root.PrefixItems!);
        Assert.Null(root.Items);
    }

    [Theory]
    [InlineData("http://json-schema.org/draft-04/schema#")]
    [InlineData("http://json-schema.org/draft-07/schema")]
    [InlineData("https://json-schema.org/draft/2020-12/schema")]
    public void Read_ExclusiveBounds_BothFormsInEveryDraft(string draft)
    {
        var root = Read($$"""{"$schema": "{{draft}}", "minimum": 1, "exclusiveMinimum": true, "maximum": 9, "exclusiveMaximum": 8}""").Root;
        Assert.Null(root.Minimum);
        Assert.Equal(ExactNumber.FromInteger(1), root.ExclusiveMinimum);
        Assert.Equal(ExactNumber.FromInteger(9), root.Maximum);
        Assert.Equal(ExactNumber.FromInteger(8), root.ExclusiveMaximum);
    }

    [Fact]
    public void Read_IntegerOfDraft4_IsStrict()
        => Assert.Equal(SchemaTypes.StrictInteger | SchemaTypes.Null, Read("""{"$schema": "http://json-schema.org/draft-04/schema#", "type": ["integer", "null"]}""").Root.Types);

    [Fact]
    public void Read_Dependencies_SplitInEveryDraft()
    {
        var root = Read("""{"dependencies": {"a": ["b", "c"], "d": {"minProperties": 2}, "e": "f"}}""").Root;
        Assert.Equal(["a", "e"], root.DependentRequired!.Select(pair => pair.Key));
        Assert.Equal("d", Assert.Single(root.DependentSchemas!).Key);
    }

    [Theory]
    [InlineData("http://json-schema.org/draft-07/schema#", true)]
    [InlineData("https://json-schema.org/draft/2019-09/schema", false)]
    public void Read_SiblingsOfRef_HiddenThroughDraft7(string draft, bool hidden)
    {
        var graph = Read($$"""{"$schema": "{{draft}}", "$ref": "#/$defs/a", "maxLength": 3, "$defs": {"a": {"type": "string"} } }""");
        Assert.Equal(hidden, graph.Root.MaxLength is null);
        Assert.Equal(SchemaTypes.String, graph.Root.Ref!.Types);
        Assert.Equal(hidden ? SchemaKeywordKind.Ineffective : SchemaKeywordKind.Assertion, KindOf(graph, "", "maxLength"));
    }

    [Fact]
    public void Read_Recursion_IsACycleOfNodes()
    {
        var root = Read("""{"properties": {"next": {"$ref": "#"}}}""").Root;
        Assert.Same(root, root.Properties![0].Value.Ref);
    }

    [Theory]
    [InlineData("#/$defs/a~1b")]
    [InlineData("#/$defs/a%7E1b")]
    [InlineData("#/%24defs/a~1b")]
    public void Read_PointerWithEscapes_IsDecoded(string reference)
        => Assert.Equal("/$defs/a~1b", Read("""{"$ref": "REFERENCE", "$defs": {"a/b": {"type": "null"}}}""".Replace("REFERENCE", reference, StringComparison.Ordinal)).Root.Ref!.Pointer);

    [Fact]
    public void Read_PointerIntoUnknownKeyword_MakesItASchema()
        => Assert.Equal(SchemaTypes.Null, Read("""{"$ref": "#/x-shared/0/deep", "x-shared": [{"deep": {"type": "null"}}]}""").Root.Ref!.Types);

    [Fact]
    public void Read_PointerFromTheRootInsideAnIdentifiedPart_IsFound()
        => Assert.Equal("/definitions/b", Read("""{"$schema": "http://json-schema.org/draft-04/schema#", "definitions": {"a": {"id": "part/a", "$ref": "#/definitions/b"}, "b": {"id": "part/b", "properties": {"c": {"$ref": "#/definitions/d"}}}, "d": {}}, "allOf": [{"$ref": "#/definitions/a"}]}""").Root.AllOf![0].Ref!.Ref!.Pointer);

    [Theory]
    [InlineData("""{"type": "strin"}""", "", "type", "Did you mean \"string\"?")]
    [InlineData("""{"properties": {"a": {"minLength": "3"}}}""", "/properties/a", "minLength", "a string: \"3\"")]
    [InlineData("""{"properties": []}""", "", "properties", "an array")]
    [InlineData("""{"properties": {"a": 5}}""", "/properties/a", "", "a number: 5")]
    [InlineData("""{"required": ["a", 1]}""", "", "required", "property names")]
    [InlineData("""{"multipleOf": 0}""", "", "multipleOf", "greater than 0")]
    [InlineData("""{"minItems": -1}""", "", "minItems", "at least 0")]
    [InlineData("""{"anyOf": []}""", "", "anyOf", "at least one schema")]
    [InlineData("""{"items": {"$ref": "#/$defs/a"}}""", "/items", "$ref", "leads nowhere")]
    [InlineData("""{"$ref": "https://example.com/a.json"}""", "", "$ref", "never fetched")]
    [InlineData("""{"$ref": "file:///etc/passwd"}""", "", "$ref", "never fetched")]
    [InlineData("""{"$ref": "#/definitions/a", "$defs": {"a": {}}}""", "", "$ref", "Did you mean \"#/$defs/a\"?")]
    [InlineData("""{"anyOf": [{"$ref": "#"}, {"type": "null"}]}""", "/anyOf/0", "$ref", "without end")]
    [InlineData("5", "", "", "must be an object or a boolean")]
    public void Read_WrongKinds_NamePlaceKeywordValueAndRemedy(string schema, string pointer, string keyword, string part)
    {
        var error = Assert.Single(Assert.Throws<InvalidSchemaException>(() => Read(schema)).Errors);
        Assert.Equal((pointer, keyword), (error.Pointer, error.Keyword));
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SeveralErrors_AllCollected()
        => Assert.Equal(3, Assert.Throws<InvalidSchemaException>(() => Read("""{"type": 1, "properties": {"a": {"pattern": 2}}, "items": {"$ref": "#nowhere"}}""")).Errors.Count);

    [Fact]
    public void Read_KeywordsOfTheDocument_AllClassified()
    {
        var graph = Read("""{"$schema": "http://json-schema.org/draft-07/schema#", "title": "t", "type": "object", "x-order": 1, "_note": 2, "propertys": {}, "unevaluatedProperties": false, "properties": {"a": {"required": true}}}""");
        Assert.Equal(SchemaKeywordKind.Annotation, KindOf(graph, "", "title"));
        Assert.Equal(SchemaKeywordKind.Assertion, KindOf(graph, "", "type"));
        Assert.Equal(SchemaKeywordKind.Annotation, KindOf(graph, "", "x-order"));
        Assert.Equal(SchemaKeywordKind.Annotation, KindOf(graph, "", "_note"));
        Assert.Equal(SchemaKeywordKind.Unknown, KindOf(graph, "", "propertys"));
        Assert.Equal(SchemaKeywordKind.Ineffective, KindOf(graph, "", "unevaluatedProperties"));
        Assert.Equal(SchemaKeywordKind.Ineffective, KindOf(graph, "/properties/a", "required"));
    }

    [Fact]
    public void Read_ConjunctiveReferenceLoop_IsDroppedAndReported()
    {
        var graph = Read("""{"$ref": "#/$defs/a", "$defs": {"a": {"type": "string", "allOf": [{"$ref": "#/$defs/a"}]}}}""");
        Assert.Null(graph.Root.Ref!.AllOf![0].Ref);
        Assert.Equal(SchemaKeywordKind.Ineffective, KindOf(graph, "/$defs/a/allOf/0", "$ref"));
    }

    [Fact]
    public void Read_EmbeddedResourceOfAnotherDraft_KeepsItsDraft()
    {
        var root = Read("""{"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": {"old": {"$id": "https://example.com/old", "$schema": "http://json-schema.org/draft-04/schema#", "id": "https://example.com/old", "type": "integer"}}, "$ref": "https://example.com/old"}""").Root;
        Assert.Equal(SchemaTypes.StrictInteger, root.Ref!.Types);
    }

    [Theory]
    [InlineData("http://json-schema.org/draft-04/schema#")]
    [InlineData("http://json-schema.org/draft-06/schema#")]
    [InlineData("http://json-schema.org/draft-07/schema#")]
    [InlineData("https://json-schema.org/draft/2019-09/schema")]
    [InlineData("https://json-schema.org/draft/2020-12/schema")]
    public void Read_ReferenceToAMetaschema_IsAnsweredFromTheAssembly(string uri)
        => Assert.StartsWith("http", Read($$"""{"$schema": "{{uri}}", "$ref": "{{uri}}"}""").Root.Ref!.Resource.Document, StringComparison.Ordinal);

    private static SchemaKeywordKind KindOf(SchemaGraph graph, string pointer, string keyword)
        => Assert.Single(graph.Keywords, entry => entry.Pointer == pointer && entry.Name == keyword).Kind;

    private static SchemaGraph Read(string schema) => SchemaReader.Read(JsonElement.Parse(schema), SchemaReaderOptions.Default);
}
