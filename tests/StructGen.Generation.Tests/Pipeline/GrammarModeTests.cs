using StructGen.Constraints;
using StructGen.Generation.Models;
using StructGen.Generation.Requests;
using StructGen.Generation.Tools;
using StructGen.TestKit.Models;

namespace StructGen.Generation.Tests.Pipeline;

/// <summary>Grammar mode with the real engine: whatever the model wants to write, what comes is valid.</summary>
public class GrammarModeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static PipelineSetup Writing(string wish) => new() { Local = [FakeTokenModel.Writing(wish)], Compile = PipelineSetup.Engine };

    private static GenerationRequest Ask => PipelineSetup.Ask(GenerationMode.Auto) with { Model = null };

    [Theory]
    [InlineData("""{"name": "Ann", "age": 41}""")]
    [InlineData("""Sure! {"name": "Ann"}""")]
    [InlineData("{\"name\": \"Ann\", \"age\": \"old\"}")]
    [InlineData("")]
    [InlineData("[1, 2")]
    public async Task ExtractAsync_AnyWish_IsValidInOneAttempt(string wish)
    {
        var result = await Writing(wish).Build().ExtractAsync(Ask with { Sampling = new SamplingOptions { MaxTokens = 200 } }, Token);
        Assert.Equal((GenerationOutcome.Answered, GenerationMode.Grammar), (result.Outcome, result.Mode));
        Assert.Single(result.Attempts);
        Assert.True(result.Validation.Valid);
    }

    [Theory]
    [InlineData(PropertyOrder.Declared, "name")]
    [InlineData(PropertyOrder.Any, "age")]
    public async Task Extract_PropertyOrder_LetsTheModelBeginWithWhatItLikes(PropertyOrder order, string first)
    {
        var request = PipelineSetup.Ask(GenerationMode.Grammar) with { Model = null, PropertyOrder = order };
        var result = await Writing("""{"age": 41, "name": "Ann"}""").Build().ExtractAsync(request, Token);
        Assert.Equal(first, result.Data!.Value.EnumerateObject().First().Name);
    }

    [Fact]
    public async Task ExtractAsync_TokenLimitNear_ClosesAndWarns()
    {
        var result = await Writing($$"""{"name": "{{new string('x', 500)}}", "age": 41}""").Build().ExtractAsync(Ask with { Sampling = new SamplingOptions { MaxTokens = 60 } }, Token);
        Assert.Equal(GenerationOutcome.Answered, result.Outcome);
        Assert.Equal("length", result.Attempts[0].FinishReason);
        Assert.Contains(result.Warnings, warning => warning.Code == "closed-by-budget");
    }

    [Fact]
    public async Task ExtractAsync_TokenLimitBelowTheShortestAnswer_IsTheCallersFault()
        => Assert.Equal("/maxTokens", (await Assert.ThrowsAsync<MalformedRequestException>(() => Writing("").Build().ExtractAsync(Ask with { Sampling = new SamplingOptions { MaxTokens = 3 } }, Token))).Pointer);

    [Fact]
    public async Task ExtractAsync_TextBeyondTheContext_IsRefusedWithBothNumbers()
    {
        var fault = await Assert.ThrowsAsync<ContextExceededException>(() => Writing("").Build().ExtractAsync(Ask with { Text = new string('x', 9000) }, Token));
        Assert.True(fault.Tokens > 9000);
        Assert.Equal(4096, fault.Limit);
    }

    [Fact]
    public async Task ExtractAsync_UnsatisfiableSchema_IsRefused()
        => await Assert.ThrowsAsync<UnsatisfiableSchemaException>(() => Writing("").Build().ExtractAsync(Ask with { Schema = PipelineSetup.Json("""{"type":"integer","minimum":5,"maximum":4}""") }, Token));

    [Fact]
    public async Task ExtractAsync_UnknownKeyword_WarnsInEveryMode()
    {
        var request = Ask with { Schema = PipelineSetup.Json("""{"type":"object","properites":{"a":{}},"x-hint":1}""") };
        foreach (var mode in new[] { GenerationMode.Grammar, GenerationMode.Prompt })
        {
            var result = await Writing("{}").Build().ExtractAsync(request with { Mode = mode }, Token);
            var warning = Assert.Single(result.Warnings, warning => warning.Code == "unknown-keyword");
            Assert.Contains("properties", warning.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("name: Ann\nage: 41")]
    [InlineData("{\"name\": \"Ann\", \"age\": 41}")]
    [InlineData("name: \"Ann: 41\"\nage: old")]
    [InlineData("- 1")]
    [InlineData("")]
    public async Task ExtractAsync_YamlAndAnyWish_IsValidInOneAttempt(string wish)
    {
        foreach (var mode in new[] { GenerationMode.Auto, GenerationMode.Grammar })
        {
            var result = await Writing(wish).Build().ExtractAsync(Ask with { Mode = mode, Surface = AnswerSurface.Yaml, Sampling = new SamplingOptions { MaxTokens = 200 } }, Token);
            Assert.Equal((GenerationOutcome.Answered, GenerationMode.Grammar), (result.Outcome, result.Mode));
            Assert.Single(result.Attempts);
            Assert.True(result.Validation.Valid);
            if (wish.EndsWith("age: 41", StringComparison.Ordinal)) Assert.Equal(41, result.Data!.Value.GetProperty("age").GetInt32());
        }
    }

    [Fact]
    public async Task CheckSchemaAsync_ReportsWithoutAModel()
    {
        var report = await new PipelineSetup { Compile = PipelineSetup.Engine }.Build().CheckSchemaAsync(PipelineSetup.Person, Token);
        Assert.True(report.IsComplete);
        Assert.Contains(report.Entries, entry => entry is { Pointer: "/properties/age", Keyword: "type", Status: Enforcement.Enforced });
    }

    [Theory]
    [InlineData("required", "nonsense")]
    [InlineData("auto", "Hello")]
    [InlineData("b", """{"name": "a", "arguments": {"x": 1}}""")]
    public async Task CallToolsAsync_AnyWish_IsAValidAnswer(string choice, string wish)
    {
        ToolDefinition a = new("a", null, PipelineSetup.Json("""{"type":"object","properties":{"x":{"type":"integer"}},"required":["x"],"additionalProperties":false}"""));
        ToolDefinition b = new("b", null, PipelineSetup.Json("""{"type":"object","properties":{"p":{"$ref":"#/$defs/point"}},"required":["p"],"additionalProperties":false,"$defs":{"point":{"enum":["left","right"]}}}"""));
        var request = new ToolCallRequest { Input = "go", Tools = [a, b], Choice = ToolChoice.Parse(choice), Sampling = new SamplingOptions { MaxTokens = 100 } };
        foreach (var parallel in new[] { false, true })
        {
            var result = await Writing(wish).Build().CallToolsAsync(request with { Parallel = parallel }, Token);
            Assert.Equal((GenerationOutcome.Answered, GenerationMode.Grammar), (result.Outcome, result.Mode));
            Assert.True(result.Calls.Count > 0 || (choice == "auto" && result.Content is not null));
            if (choice == "b") Assert.All(result.Calls, call => Assert.Equal("b", call.Name));
        }
    }
}
