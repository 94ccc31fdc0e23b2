using System.Text.Json;
using StructGen.Api.Tests.Hosting;

namespace StructGen.Api.Tests.Extractions;

/// <summary>The main job with the bundled model over HTTP.</summary>
public sealed class BundledModelTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private readonly ServiceUnderTest _service = fixture.Service;

    [Theory]
    [InlineData("grammar")]
    [InlineData("prompt")]
    [InlineData("auto")]
    public async Task ATextBecomesDataThatFitsTheSchema(string mode)
    {
        var body = $$"""{"schemaName": "contact", "text": "Please call Jane Roe at Initech, 555-0134.", "mode": "{{mode}}"}""";
        var answer = await ProblemAssert.OkAsync(await _service.PostAsync("/v1/extract", body));
        Assert.Equal("Jane Roe", answer.GetProperty("data").GetProperty("name").GetString());
        Assert.True(answer.GetProperty("validation").GetProperty("valid").GetBoolean());
        Assert.Equal("structgen-extract-135m", answer.GetProperty("model").GetString());
        Assert.Equal(mode == "auto" ? "grammar" : mode, answer.GetProperty("mode").GetString());
        Assert.True(answer.GetProperty("usage").GetProperty("totalTokens").GetInt32() > 0);
        var place = answer.GetProperty("evidence").GetProperty("/name")[0];
        Assert.Equal(12, place.GetProperty("start").GetInt32());
        Assert.Equal(20, place.GetProperty("end").GetInt32());
    }

    [Theory]
    [InlineData("contact", "Please call Jane Roe at Initech, 555-0134.")]
    [InlineData("recipe", "Lentil soup: 250 g lentils, 2 carrots. Boil for 30 minutes.")]
    public async Task TheAnswerMayBeWrittenAsYamlUnderTheGrammar(string schema, string text)
    {
        var body = $$"""{"schemaName": "{{schema}}", "text": "{{text}}", "mode": "grammar", "surface": "yaml"}""";
        var answer = await ProblemAssert.OkAsync(await _service.PostAsync("/v1/extract", body));
        TestContext.Current.TestOutputHelper?.WriteLine(answer.GetRawText());
        Assert.Equal("grammar", answer.GetProperty("mode").GetString());
        Assert.True(answer.GetProperty("validation").GetProperty("valid").GetBoolean());
        Assert.Equal(JsonValueKind.Object, answer.GetProperty("data").ValueKind);
        if (schema == "contact") Assert.StartsWith("Jane Roe", answer.GetProperty("data").GetProperty("name").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARegisteredToolIsCalledWithValidArguments()
    {
        var body = """{"input": "What is the weather in Lisbon tomorrow?", "tools": ["get_weather", "send_email"], "toolChoice": "required"}""";
        var answer = await ProblemAssert.OkAsync(await _service.PostAsync("/v1/tool-calls", body));
        var call = Assert.Single(answer.GetProperty("calls").EnumerateArray());
        Assert.Equal("get_weather", call.GetProperty("name").GetString());
        Assert.Equal("Lisbon", call.GetProperty("arguments").GetProperty("city").GetString());
        Assert.Equal(JsonValueKind.Object, call.GetProperty("arguments").ValueKind);
    }

    [Fact]
    public async Task ATextLongerThanTheContextIsRefusedWithTheCounts()
    {
        var text = string.Join(' ', Enumerable.Range(0, 9000).Select(number => $"word{number}"));
        var problem = await ProblemAssert.IsAsync(
            await _service.PostAsync("/v1/extract", $$"""{"schemaName": "contact", "text": "{{text}}"}"""), 413, "context-exceeded");
        Assert.Contains("8192", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("recipe", "Lentil soup: 250 g lentils, 2 carrots.", 3)]
    [InlineData("contact", "Please call Jane Roe at Initech, 555-0134.", 1)]
    [InlineData("contact", "Please call Jane Roe at Initech, 555-0134.", 3)]
    [InlineData("contact", "Please call Jane Roe at Initech, 555-0134.", 12)]
    public async Task ATokenLimitThatIsTooLowIsATruncation(string schema, string text, int tokens)
    {
        var body = $$"""{"schemaName": "{{schema}}", "text": "{{text}}", "mode": "prompt", "maxTokens": {{tokens}}, "retries": 0}""";
        var problem = await ProblemAssert.IsAsync(await _service.PostAsync("/v1/extract", body), 502, "truncated");
        Assert.Single(problem.GetProperty("attempts").EnumerateArray());
    }

    [Fact]
    public async Task AnAnswerThatTheTokenLimitClosedIsValidAndSaysSo()
    {
        var body = """{"schema": {"type": "array", "items": {"type": "string"}}, "text": "Apples, pears, plums, cherries, grapes, melons, figs, dates, limes, kiwis.", "mode": "grammar", "maxTokens": 16}""";
        var answer = await ProblemAssert.OkAsync(await _service.PostAsync("/v1/extract", body));
        Assert.True(answer.GetProperty("validation").GetProperty("valid").GetBoolean());
        Assert.Equal("length", answer.GetProperty("attempts")[0].GetProperty("finishReason").GetString());
        Assert.Contains(answer.GetProperty("warnings").EnumerateArray(), warning => warning.GetProperty("code").GetString() == "closed-by-budget");
    }

    [Fact]
    public async Task AClientThatGoesAwayStopsTheLocalModelAndIsNoErrorInTheLog()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await ProblemAssert.OkAsync(await service.PostAsync("/v1/extract", """{"schemaName": "contact", "text": "Call Jane Roe."}"""));
        var words = string.Join(' ', Enumerable.Range(0, 1200).Select(number => $"word{number}"));
        foreach (var wait in new[] { 100, 400, 1500 })
        {
            using var leave = new CancellationTokenSource(wait);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => service.Client.PostAsync(
                "/v1/extract", ServiceUnderTest.Json($$"""{"schema": {"type": "array", "items": {"type": "string"}, "minItems": 500}, "text": "{{wait}} {{words}}", "mode": "grammar", "maxTokens": 3000}"""), leave.Token));
        }

        await ProblemAssert.OkAsync(await service.PostAsync("/v1/extract", """{"schemaName": "contact", "text": "Call John Doe."}"""));
        Assert.DoesNotContain(service.Logs.Lines, line => line.StartsWith("Error", StringComparison.Ordinal) || line.StartsWith("Critical", StringComparison.Ordinal) || line.Contains("llama.cpp", StringComparison.Ordinal));
    }
}
