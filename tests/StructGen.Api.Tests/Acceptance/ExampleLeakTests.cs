using System.Text.Json;
using System.Text.Json.Nodes;
using StructGen.Api.Tests.Hosting;

namespace StructGen.Api.Tests.Acceptance;

/// <summary>Values of few-shot examples must not turn up in answers whose texts do not hold them. Counted on the bundled model, in grammar mode.</summary>
public sealed class ExampleLeakTests
{
    private const string Schema = """
        {"type": "object", "properties": {"name": {"type": "string"}, "company": {"type": "string"}, "phone": {"type": "string"}, "city": {"type": "string"}}, "required": ["name"]}
        """;

    private const string Example = """{"text": "Please call Jane Roe at Initech in Austin, 555-0134.", "data": {"name": "Jane Roe", "company": "Initech", "phone": "555-0134", "city": "Austin"}}""";

    private static readonly string[] Copied = ["Jane Roe", "Initech", "555-0134", "Austin"];

    private static readonly string[] Texts =
    [
        "Bob Stone will be late today.", "My name is Alice Wong.", "Mr. Peters asked for a refund.", "Signed, Karl Meyer", "Ask Maria Lopez about the invoice.",
        "Tom wants to talk to you.", "Sue Kim works at Globex.", "Call Dan Brown on 555-9911.", "Ivy Chen lives in Boston.", "Thanks, Omar Haddad",
        "The driver was Lena Fox.", "Nora Quist left a message.", "Please write to Paul Adams.", "Reply to Hana Sato, Tokyo.", "Greta Olsen from Umbrella called.",
        "It was Victor who signed the form.", "Ben Carter said hello.", "Zoe Blake has a question about her order.", "Mike Ross, ext. 4410, needs help.", "I met Eva Braunstein yesterday.",
    ];

    [Fact]
    public async Task ValuesOfAnExampleAreNotCopied()
    {
        var before = await CountAsync("Models:ExampleSlots=false");
        var after = await CountAsync();
        AcceptanceData.Print($"values copied from the example into {Texts.Length} answers: {before} with values shown, {after} with slots");
        Assert.True(before >= 40, $"Only {before} values were copied where they are shown: the texts do not tempt the model any more.");
        Assert.True(after <= 1, $"{after} values were copied although slots were shown.");
    }

    private static async Task<int> CountAsync(params string[] settings)
    {
        await using var service = await ServiceUnderTest.StartAsync(null, settings);
        var copied = 0;
        foreach (var text in Texts)
        {
            var body = new JsonObject
            {
                ["schema"] = JsonNode.Parse(Schema),
                ["text"] = text,
                ["mode"] = "grammar",
                ["maxTokens"] = 80,
                ["examples"] = new JsonArray(JsonNode.Parse(Example)),
            };
            var answer = await ProblemAssert.OkAsync(await service.PostAsync("/v1/extract", body.ToJsonString()));
            copied += answer.GetProperty("data").EnumerateObject().Count(member => Copied.Contains(member.Value.GetString()));
        }

        return copied;
    }
}
