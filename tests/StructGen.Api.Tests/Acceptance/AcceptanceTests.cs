using System.Text.Json;
using System.Text.Json.Nodes;
using StructGen.Api.Tests.Hosting;
using StructGen.Constraints;

namespace StructGen.Api.Tests.Acceptance;

/// <summary>Real texts and requests through the whole service and the bundled model, in grammar mode and with greedy decoding.</summary>
public sealed class AcceptanceTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    /// <summary>The model card's share of right fields on everyday texts, in percent.</summary>
    private const double CardShare = 84.0;

    // Measured: 91.9 % and 5 of 8; a little room for other processors' rounding.
    private const double FieldFloor = 85.0;
    private const int CallFloor = 4;

    private readonly ServiceUnderTest _service = fixture.Service;

    [Fact]
    public async Task RealTextsBecomeValidDataAndMostFieldsAreRight()
    {
        var cases = AcceptanceData.Read("extractions");
        Assert.True(cases.Count >= 14);
        var (right, all, whole) = (0, 0, 0);
        foreach (var example in cases)
        {
            var schema = example.GetProperty("schema");
            var body = new JsonObject
            {
                ["schema"] = JsonNode.Parse(schema.GetRawText()),
                ["text"] = example.GetProperty("text").GetString(),
                ["mode"] = "grammar",
                ["retries"] = 0,
            };
            var answer = await ProblemAssert.OkAsync(await _service.PostAsync("/v1/extract", body.ToJsonString()));
            var data = answer.GetProperty("data");
            var report = SchemaValidator.Create(schema).Validate(data);
            Assert.True(report.IsValid, $"{example.GetProperty("name")}: {data} breaks its schema");
            Assert.Single(answer.GetProperty("attempts").EnumerateArray());
            var (rightHere, allHere) = Fields.Compare(example.GetProperty("data"), data);
            (right, all, whole) = (right + rightHere, all + allHere, whole + (rightHere == allHere ? 1 : 0));
            AcceptanceData.Print($"{example.GetProperty("name"),-28} valid, {rightHere,2} of {allHere,2} fields right  {Line(data)}");
        }

        var share = 100.0 * right / all;
        AcceptanceData.Print($"{cases.Count} of {cases.Count} valid; {right} of {all} fields right = {share:F1} % (card: {CardShare:F1} %); {whole} of {cases.Count} answers fully right (card: 26 of 40)");
        Assert.True(share >= FieldFloor, $"Only {share:F1} % of the fields are right; the card says {CardShare:F1} %.");
    }

    [Fact]
    public async Task RequestsBecomeValidToolCallsAndMostAreRight()
    {
        var cases = AcceptanceData.Read("tools");
        Assert.True(cases.Count >= 7);
        var right = 0;
        foreach (var example in cases)
        {
            var parallel = example.TryGetProperty("parallel", out var several) && several.GetBoolean();
            var choice = example.GetProperty("toolChoice").GetString()!;
            var body = new JsonObject
            {
                ["input"] = example.GetProperty("input").GetString(),
                ["tools"] = JsonNode.Parse(example.GetProperty("tools").GetRawText()),
                ["toolChoice"] = choice,
                ["parallel"] = parallel,
                ["mode"] = "grammar",
                ["retries"] = 0,
            };
            var answer = await ProblemAssert.OkAsync(await _service.PostAsync("/v1/tool-calls", body.ToJsonString()));
            var calls = answer.GetProperty("calls");
            await ShouldBeAllowedAsync(calls, example, choice, parallel);
            var isRight = IsRight(example.GetProperty("calls"), calls);
            right += isRight ? 1 : 0;
            AcceptanceData.Print($"{example.GetProperty("name"),-28} valid, {(isRight ? "right" : "WRONG")}  {Line(calls)}");
        }

        AcceptanceData.Print($"{cases.Count} of {cases.Count} valid; {right} of {cases.Count} right (card: 6 of 7)");
        Assert.True(right >= CallFloor, $"Only {right} of {cases.Count} requests became the right calls.");
    }

    /// <summary>What must hold however good the model is: a tool that was offered, arguments that fit it, and the choice obeyed.</summary>
    private async Task ShouldBeAllowedAsync(JsonElement calls, JsonElement example, string choice, bool parallel)
    {
        var offered = example.GetProperty("tools").EnumerateArray().Select(tool => tool.GetString()).ToList();
        foreach (var call in calls.EnumerateArray())
        {
            var name = call.GetProperty("name").GetString();
            Assert.Contains(name, offered);
            var tool = await ProblemAssert.OkAsync(await _service.Client.GetAsync($"/v1/tools/{name}"));
            Assert.True(SchemaValidator.Create(tool.GetProperty("parameters")).IsValid(call.GetProperty("arguments")), $"{call} does not fit {name}");
            if (offered.Contains(choice)) Assert.Equal(choice, name);
        }

        var count = calls.GetArrayLength();
        if (choice == "none") Assert.Equal(0, count);
        else if (choice != "auto") Assert.True(count >= 1, $"{example.GetProperty("name")}: a call was required");
        if (!parallel) Assert.True(count <= 1, $"{example.GetProperty("name")}: one call at most");
    }

    private static bool IsRight(JsonElement expected, JsonElement actual)
        => expected.GetArrayLength() == actual.GetArrayLength() && expected.EnumerateArray().Zip(actual.EnumerateArray()).All(pair =>
            pair.First.GetProperty("name").GetString() == pair.Second.GetProperty("name").GetString()
            && JsonElement.DeepEquals(pair.First.GetProperty("arguments"), pair.Second.GetProperty("arguments")));

    private static string Line(JsonElement data) => JsonNode.Parse(data.GetRawText())!.ToJsonString(new JsonSerializerOptions(JsonSerializerOptions.Default)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
