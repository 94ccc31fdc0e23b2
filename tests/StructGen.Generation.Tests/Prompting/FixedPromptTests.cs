using System.ComponentModel;
using System.Text.Json;
using StructGen.Constraints;
using StructGen.Generation.Parsing;
using StructGen.Generation.Prompting;
using StructGen.Generation.Prompting.Nodes;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Tests.Prompting;

public sealed class FixedPromptTests
{
    private const string Spec = """
        {"id": "ticket", "description": "support ticket", "many": true, "attributes": [
          {"id": "kind", "$type": "Selection", "description": "what it is", "options": [{"id": "bug", "description": "a defect", "examples": ["it crashes"]}, {"id": "wish", "description": ""}], "null_examples": ["thank you"]},
          {"id": "open", "$type": "Bool", "examples": [["closed now", false]]},
          {"id": "votes", "$type": "Number", "examples": [["no votes", "0"]]}]}
        """;

    [Fact]
    public void Build_Spec_RepairsTheQuirks()
    {
        var built = PromptBuilder.Build(PromptSource.FromSpec(JsonElement.Parse(Spec)), "x", [], new PromptOptions { InstructionTemplate = "{type_description}" });
        Assert.Equal(
            """
            ```TypeScript
            ticket: Array<{ // support ticket
             kind: "bug" | "wish" // what it is; "bug" is a defect
             open: boolean
             votes: number
            }>
            ```

            Input: it crashes
            Output: <json>{"ticket": [{"kind": "bug"}]}</json>
            Input: thank you
            Output: <json>{}</json>
            Input: closed now
            Output: <json>{"ticket": [{"open": false}]}</json>
            Input: no votes
            Output: <json>{"ticket": [{"votes": 0}]}</json>
            Input: x
            Output:
            """.ReplaceLineEndings("\n"),
            built.Text);
    }

    [Fact]
    public void Build_SpecAsBullets_ShowsListsAndOptions()
    {
        var built = PromptBuilder.Build(
            PromptSource.FromSpec(JsonElement.Parse(Spec)), "x", [], new PromptOptions { InstructionTemplate = "{type_description}", Descriptor = "bullet_point" });
        Assert.StartsWith(
            """
            * ticket: Array<object> # support ticket
            *  kind: "bug" | "wish" # what it is
            *   "bug" # a defect
            *  open: boolean
            *  votes: number
            """.ReplaceLineEndings("\n") + "\n\n",
            built.Text);
    }

    [Fact]
    public void Build_Schema_UnwrappedWithNodeExamples()
    {
        var schema = JsonElement.Parse("""
            {"type": "object", "description": "a person", "properties": {
              "name": {"type": "string"},
              "address": {"type": "object", "properties": {"city": {"type": "string", "x-examples": [{"text": "lives in Riga", "value": "Riga"}]}}},
              "tags": {"type": "array", "items": {"type": "string", "x-examples": [{"text": "a nerd", "value": "nerd"}]}}},
             "required": ["name", "tags"], "x-null-examples": ["hello"], "x-examples": [{"text": "Anna", "value": {"name": "Anna", "tags": []}}]}
            """);
        var built = PromptBuilder.Build(
            PromptSource.FromSchema(schema), "x", [new ExtractionExample("Bo", JsonElement.Parse("""{"name": "Bo", "tags": []}"""))],
            new PromptOptions { InstructionTemplate = "{type_description}", UseTags = false });
        Assert.Equal(
            """
            ```TypeScript
            { // a person
             name: string
             address?: {
              city?: string
             }
             tags: Array<string>
            }
            ```

            Input: Anna
            Output: {"name": "Anna", "tags": []}
            Input: hello
            Output: {"tags": []}
            Input: lives in Riga
            Output: {"address": {"city": "Riga"}}
            Input: a nerd
            Output: {"tags": ["nerd"]}
            Input: Bo
            Output: {"name": "Bo", "tags": []}
            Input: x
            Output:
            """.ReplaceLineEndings("\n"),
            built.Text);
    }

    [Theory]
    [InlineData("""{"type": "object", "properties": {"a": {"type": "array", "items": {"type": "string"}}, "b": {"type": "string"}}}""", "csv", "/properties/a")]
    [InlineData("""{"type": "object", "properties": {"a": {"type": "object", "properties": {"x": {"type": "array"}}}}}""", "csv", "/properties/a")]
    [InlineData("""{"type": "string"}""", "csv", "")]
    [InlineData("true", "csv", "")]
    [InlineData("""{"type": "object", "properties": {"a b": {"type": "string"}}}""", "xml", "/properties/a b")]
    [InlineData("""{"type": "object"}""", "toml", "")]
    public void Build_Inexpressible_NamesPlaceAndRemedy(string schema, string encoder, string pointer)
    {
        var error = Assert.Throws<InexpressibleException>(() => PromptBuilder.Build(
            PromptSource.FromSchema(JsonElement.Parse(schema)), "x", [], new PromptOptions { Encoder = encoder }));
        Assert.Equal(pointer, error.Errors[0].Pointer);
        Assert.Contains("use", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("""{"type": "object", "properties": {"a": {"anyOf": [{"type": "string"}, {"type": "object", "properties": {}}]}}}""")]
    [InlineData("""{"type": "object", "properties": {"a": {"type": "object", "additionalProperties": {"type": "string"}}}}""")]
    [InlineData("""{"type": "array", "items": {"type": "string"}, "prefixItems": []}""")]
    [InlineData("""{"type": "object", "properties": {"a": {"$ref": "#"}}}""")]
    public void Build_CompatOfWhatKorCannot_IsInexpressible(string schema) => Assert.Throws<InexpressibleException>(() => PromptBuilder.Build(
        PromptSource.FromSchema(JsonElement.Parse(schema)), "x", [], new PromptOptions { Compat = true, Encoder = "json" }));

    [Theory]
    [InlineData("""{"id": "a"}""", "")]
    [InlineData("""{"id": "a", "$type": "Text"}""", "")]
    [InlineData("""{"id": "a", "attributes": [{"id": "b"}]}""", "/attributes/0")]
    [InlineData("""{"id": "a", "attributes": [{"id": "b", "$type": "Date"}]}""", "/attributes/0/$type")]
    [InlineData("""{"id": "a", "attributes": [{"$type": "Text"}]}""", "/attributes/0/id")]
    [InlineData("""{"id": "a", "attributes": [{"id": "b", "$type": "Number", "examples": [["x", "y"]]}]}""", "/attributes/0/examples/0/1")]
    [InlineData("""{"id": "a", "attributes": [{"id": "b", "$type": "Text", "kind": 1}]}""", "/attributes/0/kind")]
    [InlineData("""[]""", "")]
    public void FromSpec_NoSpec_PointsToTheFault(string spec, string pointer)
    {
        var error = Assert.Throws<InvalidSchemaException>(() => PromptSource.FromSpec(JsonElement.Parse(spec)));
        Assert.Contains(error.Errors, found => found.Pointer == pointer);
    }

    [Fact]
    public void Spec_WrittenAndReadAgain_IsTheSame()
    {
        var root = SpecReader.Read(JsonElement.Parse(Spec));
        var once = SpecWriter.Write(root);
        Assert.Equal(once.GetRawText(), SpecWriter.Write(SpecReader.Read(once)).GetRawText());
    }

    [Fact]
    public void ToJsonSchema_OfSpec_IsWhatAnswersMustBe() => Assert.True(JsonElement.DeepEquals(
        JsonElement.Parse("""
            {"type": "object", "properties": {"ticket": {"description": "support ticket", "type": "array", "items": {"type": "object", "properties": {
              "kind": {"description": "what it is", "enum": ["bug", "wish"], "x-enum-descriptions": {"bug": "a defect"}},
              "open": {"type": "boolean"}, "votes": {"type": "number"}}, "additionalProperties": false}}}, "additionalProperties": false}
            """),
        PromptSource.FromSpec(JsonElement.Parse(Spec)).ToJsonSchema()));

    [Theory]
    [InlineData("<json>{\"ticket\": [{\"kind\": \"bug\", \"votes\": \"3\"}]}</json>", "json")]
    [InlineData("```json\n{\"ticket\": {\"kind\": \"Bug\", \"votes\": 3}}\n```", "json")]
    [InlineData("[{\"kind\": \"bug\", \"votes\": 3}]", "json")]
    [InlineData("{\"kind\": \"bug\", \"votes\": 3}", "json")]
    [InlineData("kind|open|votes\nbug||3", "csv")]
    [InlineData("Here it is:\n| Kind | votes |\n|------|-------|\n| bug  | 3 |\n\nHope it helps", "csv")]
    [InlineData("```\nkind,votes\nbug,3\n```", "csv")]
    [InlineData("bug||3", "csv")]
    [InlineData("<CSV>kind|votes\nbug|3</CSV>", "csv")]
    [InlineData("<ticket><kind>bug</kind><votes>3</votes></ticket>", "xml")]
    [InlineData("The answer:\n<ticket>\n  <Kind> bug </Kind>\n  <votes>3</votes>\n</ticket>", "xml")]
    [InlineData("<answer><ticket><kind>bug</kind><votes>3</ticket></answer>", "xml")]
    [InlineData("ticket:\n- kind: bug\n  votes: 3", "yaml")]
    public void Parse_FixedAnswers_AreTyped(string raw, string encoder)
    {
        var parsed = AnswerParser.Parse(raw, PromptSource.FromSpec(JsonElement.Parse(Spec)), new PromptOptions { Encoder = encoder });
        Assert.Empty(parsed.Errors);
        Assert.Equal("""{"ticket":[{"kind":"bug","votes":3}]}""", JsonSerializer.Serialize(parsed.Data!.Value));
    }

    [Fact]
    public void FromType_Record_BothWays()
    {
        var source = PromptSource.FromType(typeof(Parcel));
        Assert.Contains("weight: number // in kilograms", PromptBuilder.Build(source, "x", [], PromptOptions.Default).Text);
        Assert.StartsWith(
            """
            ```TypeScript

            parcel: { // 
             weight: number // in kilograms
             express: boolean // 
             size: "Small" | "Large" // 
             to: { // 
              city: string // 
             }
             labels: Array<string> // 
             note: string // 
            }
            ```
            """.ReplaceLineEndings("\n"),
            PromptBuilder.Build(source, "x", [], new PromptOptions { Compat = true, Encoder = "json", InstructionTemplate = "{type_description}" }).Text);
    }

    [Fact]
    public void InstructionTemplate_Slots_AreFilledOnceAndOtherBracesStay()
    {
        var schema = JsonElement.Parse("""{"type": "object", "properties": {"a": {"type": "string", "description": "{format_instructions}"}}}""");
        var built = PromptBuilder.Build(PromptSource.FromSchema(schema), "x", [], new PromptOptions { InstructionTemplate = "{x} {type_description} {" });
        Assert.Equal("{x} ```TypeScript\n{\n a?: string // {format_instructions}\n}\n``` {", built.Messages[0].Content);
    }

    internal sealed record Parcel(
        [property: Description("in kilograms")] double Weight, bool Express, ParcelSize Size, ParcelAddress To, IReadOnlyList<string> Labels, string? Note = null);

    internal sealed record ParcelAddress(string City);

    internal enum ParcelSize
    {
        Small,
        Large,
    }
}
