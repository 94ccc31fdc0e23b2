using System.Text.Json;
using StructGen.Generation.Prompting;

namespace StructGen.Generation.Tests.Prompting;

public sealed class ModelLayoutTests
{
    private static readonly Dictionary<string, string> Trained = new()
    {
        [ModelLayout.ExtractKey] = "Extract data from the text as JSON of this type:\n{type}",
        [ModelLayout.ToolsKey] = "Call the function that answers the request. Reply with JSON {\"name\": string, \"arguments\": object}. Functions:\n{functions}",
    };

    private const string CardSchema = """
        {"type": "object", "properties": {
          "name": {"type": "string", "description": "who signs"},
          "born": {"type": "string", "format": "date", "description": "day of birth"},
          "role": {"enum": ["buyer", "seller"]},
          "age": {"type": ["integer", "null"]},
          "tags": {"type": "array", "items": {"type": "string"}},
          "address": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
          "lines": {"type": "array", "items": {"type": "object", "properties": {"item": {"type": "string"}, "quantity": {"type": "integer"}}, "required": ["item", "quantity"]}}
        }, "required": ["name", "role", "age", "tags", "address", "lines"]}
        """;

    private const string CardType = """
        {
         name: string // who signs
         born?: string // day of birth, format: date
         role: "buyer" | "seller"
         age: integer | null
         tags: Array<string>
         address: {
          city: string
         }
         lines: Array<{
          item: string
          quantity: integer
         }>
        }
        """;

    [Fact]
    public void Extract_ModelCardExample_Exact()
    {
        var messages = ModelLayout.Extract(Trained, JsonElement.Parse(CardSchema), "the {type} text");
        Assert.Equal(
            [("system", "Extract data from the text as JSON of this type:\n" + CardType.ReplaceLineEndings("\n")), ("user", "the {type} text")],
            messages.Select(message => (message.Role, message.Content)));
    }

    [Theory]
    [InlineData("true", "any")]
    [InlineData("false", "never")]
    [InlineData("{}", "any")]
    [InlineData("""{"type": "string"}""", "string")]
    [InlineData("""{"type": "object"}""", "object")]
    [InlineData("""{"type": "array"}""", "Array<any>")]
    [InlineData("""{"type": "array", "items": {"enum": ["a", "b"]}}""", "Array<(\"a\" | \"b\")>")]
    [InlineData("""{"type": "array", "items": {"type": ["string", "null"]}}""", "Array<(string | null)>")]
    [InlineData("""{"type": "array", "items": {"type": "array", "items": {"type": "number"}}}""", "Array<Array<number>>")]
    [InlineData("""{"type": ["array", "null"], "items": {"type": "number"}}""", "Array<number> | null")]
    [InlineData("""{"const": "x"}""", "\"x\"")]
    [InlineData("""{"const": 5}""", "5")]
    [InlineData("""{"enum": [1, 2.5, null, true]}""", "1 | 2.5 | true | null")]
    [InlineData("""{"enum": ["é\"\n"]}""", "\"é\\\"\\n\"")]
    [InlineData("""{"anyOf": [{"type": "null"}, {"type": "string"}, {"type": "integer"}]}""", "string | integer | null")]
    [InlineData("""{"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}""", "string | Array<string>")]
    [InlineData("""{"anyOf": [{"type": "object", "properties": {"a": {"type": "string"}}}, {"type": "object", "properties": {"b": {"type": "integer"}}, "required": ["b"]}]}""", "{\n a?: string\n} | {\n b: integer\n}")]
    [InlineData("""{"prefixItems": [{"type": "string"}, {"type": "integer"}], "items": false}""", "[string, integer]")]
    [InlineData("""{"prefixItems": [{"type": "string"}], "items": {"type": "integer"}}""", "[string, ...Array<integer>]")]
    [InlineData("""{"allOf": [{"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]}, {"properties": {"b": {"type": "integer"}}}]}""", "{\n a: string\n b?: integer\n}")]
    [InlineData("""{"$ref": "#/$defs/A", "$defs": {"A": {"type": "object", "properties": {"b": {"$ref": "#/$defs/B"}}}, "B": {"type": "integer"}}}""", "{\n b?: integer\n}")]
    [InlineData("""{"$ref": "#/definitions/Node", "definitions": {"Node": {"type": "object", "properties": {"v": {"type": "string"}, "next": {"$ref": "#/definitions/Node"}}}}}""", "{\n v?: string\n next?: Node\n}")]
    [InlineData("""{"type": "object", "properties": {"children": {"type": "array", "items": {"$ref": "#"}}}}""", "{\n children?: Array<object>\n}")]
    [InlineData("""{"type": "object", "additionalProperties": {"type": "integer"}}""", "{\n [name: string]: integer\n}")]
    [InlineData("""{"type": "object", "properties": {"a b": {"type": "string"}, "c": {"type": "string", "format": "email"}}}""", "{\n \"a b\"?: string\n c?: string // format: email\n}")]
    [InlineData("""{"type": "object", "properties": {"a": {"type": "object", "description": "home\n sweet", "properties": {"c": {"type": "string"}}}}}""", "{\n a?: { // home sweet\n  c?: string\n }\n}")]
    [InlineData("""{"type": "object", "properties": {"a": {"$ref": "#/$defs/A", "description": "mine"}}, "$defs": {"A": {"type": "string", "description": "theirs"}}}""", "{\n a?: string // mine\n}")]
    [InlineData("""{"type": "object", "properties": {"d": {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]}}}""", "{\n d?: string | null // format: date\n}")]
    [InlineData("""{"$ref": "#/$defs/A", "$defs": {"A": {"$ref": "#/$defs/B"}, "B": {"$ref": "#/$defs/A"}}}""", "any")]
    [InlineData("""{"$ref": "http://elsewhere/x"}""", "any")]
    [InlineData("""{"type": "object", "properties": {"k": {"const": "a"}}, "required": ["k"], "anyOf": [{"required": ["x"]}, {"required": ["y"]}]}""", "{\n k: \"a\"\n}")]
    public void DescribeType_AnySchema(string schema, string expected)
        => Assert.Equal(expected, ModelLayout.DescribeType(JsonElement.Parse(schema)));

    [Fact]
    public void DescribeType_ReferencesThatMultiply_StaysBounded()
    {
        var definitions = Enumerable.Range(0, 40).ToDictionary(
            number => $"A{number}",
            number => (object)(number == 39
                ? new { type = "string" }
                : new { type = "object", properties = new { l = Reference(number + 1), r = Reference(number + 1) } }));
        var schema = JsonSerializer.SerializeToElement(new Dictionary<string, object> { ["$ref"] = "#/$defs/A0", ["$defs"] = definitions });
        var type = ModelLayout.DescribeType(schema);
        Assert.InRange(type.Length, 1000, 1_000_000);
    }

    private static Dictionary<string, string> Reference(int number) => new() { ["$ref"] = $"#/$defs/A{number}" };

    [Fact]
    public void Tools_TrainedLayout_OneLinePerFunction()
    {
        PromptTool[] tools =
        [
            new("weather", "current weather", JsonElement.Parse("""{"type": "object", "properties": {"city": {"type": "string", "description": "x"}, "unit": {"enum": ["C", "F"]}, "where": {"type": "object", "properties": {"zip": {"type": "string"}}}}, "required": ["city"]}""")),
            new("now", null, null),
        ];
        var messages = ModelLayout.Tools(Trained, tools, "Is it raining?");
        Assert.Equal(
            "Call the function that answers the request. Reply with JSON {\"name\": string, \"arguments\": object}. Functions:\n"
            + "weather(city: string, unit?: \"C\" | \"F\", where?: {zip?: string}) // current weather\nnow()",
            messages[0].Content);
        Assert.Equal("Is it raining?", messages[1].Content);
        var reply = ModelLayout.ReplyTool(tools);
        Assert.Equal("reply(text: string) // no other function fits: answer in words", ModelLayout.DescribeFunctions([reply]));
        Assert.NotEqual("reply", ModelLayout.ReplyTool([reply]).Name);
    }

    [Fact]
    public void Extract_ModelWithoutLayout_ShowsTheType()
    {
        var messages = ModelLayout.Extract(new Dictionary<string, string>(), JsonElement.Parse(CardSchema), "text");
        Assert.EndsWith(CardType.ReplaceLineEndings("\n"), messages[0].Content);
        Assert.Equal("text", messages[1].Content);
    }
}
