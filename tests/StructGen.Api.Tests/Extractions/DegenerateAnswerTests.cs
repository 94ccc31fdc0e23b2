using System.Text.Json;
using StructGen.Api.Tests.Chat;
using StructGen.Api.Tests.Hosting;

namespace StructGen.Api.Tests.Extractions;

/// <summary>Closed objects, the limit and their switches over HTTP.</summary>
public sealed class DegenerateAnswerTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private const string Motion = """{"type": "object", "properties": {"distance": {"type": "integer"}}, "required": ["distance"]}""";

    private readonly ServiceUnderTest _service = fixture.Service;

    [Fact]
    public async Task TheCheckListsWhatIsClosed()
    {
        var closed = await ProblemAssert.OkAsync(await _service.PostAsync("/v1/schemas/check", Motion));
        var said = await ProblemAssert.OkAsync(await _service.PostAsync("/v1/schemas/check", """{"type": "object", "properties": {"a": {}}, "additionalProperties": true}"""));

        Assert.Equal([""], closed.GetProperty("closedObjects").EnumerateArray().Select(place => place.GetString()));
        Assert.False(said.TryGetProperty("closedObjects", out _));
        Assert.False(closed.TryGetProperty("leftOpenObjects", out _));
    }

    [Fact]
    public async Task AnAnswerAtTheLimitListsWhatWasWrittenOnlyToEnd()
    {
        await using var service = await ChatService.WritingAsync("{\"name\": \"" + string.Concat(Enumerable.Range(0, 100)));
        const string Schema = """{"type": "object", "properties": {"name": {"type": "string"}, "born": {"type": "string", "format": "date"}}, "required": ["name", "born"]}""";
        var answer = await ProblemAssert.OkAsync(await service.PostAsync("/v1/extract", $$"""{"model": "fake", "schema": {{Schema}}, "text": "Ann", "mode": "grammar", "maxTokens": 60}"""));

        Assert.True(answer.GetProperty("validation").GetProperty("valid").GetBoolean());
        Assert.Equal(["/name", "/born"], answer.GetProperty("closedByBudget").EnumerateArray().Select(place => place.GetString()));
        Assert.DoesNotContain("0000-", answer.GetProperty("data").GetProperty("born").GetString(), StringComparison.Ordinal);
        Assert.Contains(answer.GetProperty("warnings").EnumerateArray(), warning => warning.GetProperty("code").GetString() == "closed-by-budget");
    }

    [Fact]
    public async Task AnAnswerWithinTheLimitHasNoSuchList()
        => Assert.False((await ProblemAssert.OkAsync(await _service.PostAsync("/v1/extract", """{"schemaName": "contact", "text": "Call Jane Roe at Initech."}"""))).TryGetProperty("closedByBudget", out _));

    [Theory]
    [InlineData("/v1/extract", """{"schemaName": "contact", "text": "x", "openObjects": "yes"}""")]
    [InlineData("/v1/tool-calls", """{"input": "x", "tools": ["get_weather"], "openNumbers": 1}""")]
    [InlineData("/v1/extract", """{"schemaName": "contact", "text": "x", "repetitionGard": false}""")]
    public async Task ASwitchThatIsWrongIsTold(string address, string body)
        => await ProblemAssert.IsAsync(await _service.PostAsync(address, body), 400, "malformed-request");

    [Fact]
    public async Task ChatsAreClosedWhateverStrictSaysAndOpenOnDemand()
    {
        await using var service = await ChatService.WritingAsync("""{"distance": 5, "z": 1}""");
        var format = $$$""" "max_tokens": 200, "response_format": {"type": "json_schema", "json_schema": {"name": "motion", "schema": {{{Motion}}}, "strict": false}} """;
        var closed = await ChatService.ChoiceAsync(service, ChatService.Ask(format));
        var open = await ChatService.ChoiceAsync(service, ChatService.Ask(format + """, "open_objects": true, "open_numbers": false, "repetition_guard": true"""));

        Assert.Equal(["distance"], Names(closed));
        Assert.Equal(["distance", "z"], Names(open));
    }

    private static IEnumerable<string> Names(JsonElement choice)
        => JsonElement.Parse(choice.GetProperty("message").GetProperty("content").GetString()!).EnumerateObject().Select(member => member.Name);
}
