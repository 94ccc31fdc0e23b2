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

    [Fact]
    public async Task ATokenLimitThatIsTooLowIsATruncation()
    {
        var problem = await ProblemAssert.IsAsync(
            await _service.PostAsync("/v1/extract", """{"schemaName": "recipe", "text": "Lentil soup: 250 g lentils, 2 carrots.", "mode": "prompt", "maxTokens": 3, "retries": 0}"""), 502, "truncated");
        Assert.Single(problem.GetProperty("attempts").EnumerateArray());
    }
}
