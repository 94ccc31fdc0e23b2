using System.Text.Json;
using StructGen.Generation.Parsing;

namespace StructGen.Generation.Tests.Parsing;

/// <summary>Every prefix of every document: cut text is never other data that passes for whole, whatever stands around it.</summary>
public sealed class PrefixTests
{
    private const string Schema = """
        {"type": "object", "properties": {"name": {"type": "string"}, "rows": {"type": "array", "items": {"type": "object",
         "properties": {"id": {"type": "integer"}, "city": {"type": "string"}}}}, "home": {"type": "object", "properties": {"city": {"type": "string"}}}, "pos": {"type": "array",
         "items": {"type": "array", "items": {"type": "number"}}}, "ok": {"type": "boolean"}, "map": {"type": "object", "additionalProperties": {"type": "string"}}}}
        """;

    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Documents =
    [
        """{"name": "Ann", "rows": [{"id": 1, "city": "Oslo"}, {"id": 2, "city": "Rome"}], "ok": true}""",
        """{"home": {"city": "São Paulo"}, "rows": [], "pos": [[1.5, -2], [3e5, 0]], "ok": false}""",
        """{"name": "a \"quoted\" } word, \"name\": ] and {more}", "map": {"k": "v}", "l": "]"}, "pos": [[7]]}""",
        """{"name": "x}", "home": {"city": "y, z"}}""",
        """{"map": {"🎉": "\ud83d\ude00 é", "b": "\\", "c": "```"}, "name": "it's // no # comment /* here */"}""",
        """{"rows":[{"id":1,"city":"Oslo"},{"id":2,"city":"Rome"},{"id":3,"city":"Bergen"}],"pos":[[0,1],[2,3]],"name":""}""",
    ];

    public static TheoryData<int, string, string> Frames()
    {
        var frames = new TheoryData<int, string, string>();
        for (var index = 0; index < Documents.Length; index++)
        {
            frames.Add(index, "", "");
            frames.Add(index, "```json\n", "\n```");
            frames.Add(index, "Here it is:\n", "");
            frames.Add(index, "<json>", "\n</json>");
        }

        return frames;
    }

    [Theory]
    [MemberData(nameof(Frames))]
    public void Parse_EveryPrefix_IsCutOrTheDocument(int index, string before, string after)
    {
        var schema = JsonElement.Parse(Schema);
        foreach (var document in new[] { Documents[index], Indented(Documents[index]) })
        {
            var whole = JsonElement.Parse(document);
            for (var length = 1; length < document.Length; length++)
            {
                if (char.IsHighSurrogate(document[length - 1]))
                    continue;
                foreach (var guide in new JsonElement?[] { schema, null })
                {
                    var parsed = AnswerParser.Parse(before + document[..length] + after, AnswerFormat.Json, guide);
                    var isClaimed = parsed is { Data: not null, Truncated: false, Errors.Count: 0 };
                    Assert.False(isClaimed && !JsonElement.DeepEquals(whole, parsed.Data!.Value), $"{before}{document[..length]}{after} was read as {parsed.Data}");
                }
            }
        }
    }

    private static string Indented(string document)
        => JsonSerializer.Serialize(JsonElement.Parse(document), Pretty);
}
