using System.Text.Json;
using Microsoft.Extensions.AI;
using StructGen.Generation.Catalogs;
using StructGen.Generation.Requests;
using StructGen.Generation.Tools;
using StructGen.TestKit.Chat;

namespace StructGen.Generation.Tests.Pipeline;

/// <summary>The rule for answers that end too early, and for those that can be read in two ways, on every path through the pipeline.</summary>
public sealed class CutAnswerTests
{
    private const string Rows = """{"type": "object", "properties": {"rows": {"type": "array", "items": {"type": "object", "properties": {"id": {"type": "integer"}}, "required": ["id"]}}}, "required": ["rows"]}""";
    private const string Whole = """{"rows": [{"id": 1}, {"id": 2}]}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static GenerationRequest Ask(string schema = Rows) => PipelineSetup.Ask() with { Schema = PipelineSetup.Json(schema) };

    private static ScriptedChatClient Writing(params (string Text, ChatFinishReason Reason)[] answers)
        => answers.Aggregate(new ScriptedChatClient(), (chat, answer) => chat.Write(answer.Text, answer.Reason));

    [Theory]
    [InlineData("""{"rows": [{"id": 1}, {"id": 2}""")]
    [InlineData("""{"rows": [{"id": 1}, {"id":""")]
    [InlineData("""{"rows": [{"id": 1},""")]
    [InlineData("""{"rows": [{"id": 1}""")]
    [InlineData("```json\n{\"rows\": [{\"id\": 1}\n```")]
    public async Task ExtractAsync_CutWithLength_IsTruncated(string text)
    {
        var setup = new PipelineSetup { Chat = Writing((text, ChatFinishReason.Length)) };
        var result = await setup.Build().ExtractAsync(Ask(), Token);
        Assert.Equal((GenerationOutcome.Truncated, 1), (result.Outcome, result.Attempts.Count));
        Assert.Null(result.Data);
    }

    [Fact]
    public async Task ExtractAsync_StoppedBehindAValue_IsAnsweredWithAWarning()
    {
        var setup = new PipelineSetup { Chat = Writing(("""{"rows": [{"id": 1}, {"id": 2}""", ChatFinishReason.Stop)) };
        var result = await setup.Build().ExtractAsync(Ask(), Token);
        Assert.Equal(GenerationOutcome.Answered, result.Outcome);
        Assert.True(JsonElement.DeepEquals(PipelineSetup.Json(Whole), result.Data!.Value));
        Assert.Contains(result.Warnings, warning => warning.Code == "missing-closers");
        Assert.Contains(result.Attempts[0].Repairs, repair => repair.Kind == "missing-closers");
    }

    [Theory]
    [InlineData("""{"rows": [{"id": 1}, {"id":""")]
    [InlineData("""{"rows": [{"id": 1},""")]
    [InlineData("""{"rows": [{"id": 12""")]
    [InlineData("""{"rows": [""")]
    public async Task ExtractAsync_StoppedWithinAValue_AsksAgain(string text)
    {
        var setup = new PipelineSetup { Chat = Writing((text, ChatFinishReason.Stop), (Whole, ChatFinishReason.Stop)) };
        var result = await setup.Build().ExtractAsync(Ask(), Token);
        Assert.Equal((GenerationOutcome.Answered, 2), (result.Outcome, result.Attempts.Count));
        Assert.NotEmpty(result.Attempts[0].Errors);
        Assert.True(JsonElement.DeepEquals(PipelineSetup.Json(Whole), result.Data!.Value));
    }

    [Fact]
    public async Task ExtractAsync_Ambiguous_AsksAgainAndSaysBoth()
    {
        const string Schema = """{"type": "object", "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}}}""";
        var setup = new PipelineSetup { Chat = Writing(("""{"a": 1} or {"b": 2}""", ChatFinishReason.Stop), ("""{"a": 3}""", ChatFinishReason.Stop)) };
        var result = await setup.Build().ExtractAsync(Ask(Schema), Token);
        Assert.Equal((GenerationOutcome.Answered, 2), (result.Outcome, result.Attempts.Count));
        Assert.Contains("{\"a\":1}", Assert.Single(result.Attempts[0].Errors).Message, StringComparison.Ordinal);

        var never = new PipelineSetup { Chat = Writing(("""{"a": 1} or {"b": 2}""", ChatFinishReason.Stop)) };
        var last = await never.Build().ExtractAsync(Ask(Schema) with { Retries = 0 }, Token);
        Assert.Equal(GenerationOutcome.AmbiguousAnswer, last.Outcome);
        Assert.Null(last.Data);
    }

    [Fact]
    public async Task ExtractAsync_EchoedExample_GivesWayToTheAnswer()
    {
        var example = new ExtractionExample("one row", PipelineSetup.Json("""{"rows": [{"id": 77}]}"""));
        var setup = new PipelineSetup { Chat = Writing(($"{Whole}\n{{\"rows\": [{{\"id\": 77}}]}}", ChatFinishReason.Stop)) };
        var result = await setup.Build().ExtractAsync(Ask() with { Examples = [example] }, Token);
        Assert.True(JsonElement.DeepEquals(PipelineSetup.Json(Whole), result.Data!.Value), result.Data.ToString());
    }

    [Fact]
    public async Task ExtractStreamingAsync_StoppedWithinAValue_EndsWithTheSecondAnswer()
    {
        var setup = new PipelineSetup { Chat = Writing(("""{"rows": [{"id": 1}, {"id":""", ChatFinishReason.Stop), (Whole, ChatFinishReason.Stop)) };
        GenerationResult? result = null;
        await foreach (var told in setup.Build().ExtractStreamingAsync(Ask(), Token))
            result = told is GenerationEnded ended ? ended.Result : result;
        Assert.Equal((GenerationOutcome.Answered, 2), (result!.Outcome, result.Attempts.Count));
    }

    [Fact]
    public async Task CallToolsAsync_PromptMode_CutCallAsksAgainAndClosersAreSupplied()
    {
        var weather = new ToolDefinition("get_weather", "the weather", PipelineSetup.Json("""{"type":"object","properties":{"city":{"type":"string"},"days":{"type":"array","items":{"type":"string"}}},"required":["city"]}"""));
        var ask = new ToolCallRequest { Input = "Weather?", Tools = [weather], Mode = GenerationMode.Prompt, Model = PipelineSetup.Remote };
        const string Call = """{"name": "get_weather", "arguments": {"city": "Oslo"}}""";

        var cut = new PipelineSetup { Chat = Writing(("""{"name": "get_weather", "arguments": {"city": "Oslo", "days":""", ChatFinishReason.Stop), (Call, ChatFinishReason.Stop)) };
        var again = await cut.Build().CallToolsAsync(ask, Token);
        Assert.Equal((GenerationOutcome.Answered, 2), (again.Outcome, again.Attempts.Count));

        var open = new PipelineSetup { Chat = Writing(("""{"name": "get_weather", "arguments": {"city": "Oslo"}""", ChatFinishReason.Stop)) };
        var closed = await open.Build().CallToolsAsync(ask, Token);
        Assert.Equal((GenerationOutcome.Answered, 1), (closed.Outcome, closed.Calls.Count));
        Assert.Contains(closed.Warnings, warning => warning.Code == "missing-closers");
    }

    [Fact]
    public void ParseAnswer_CutAndAmbiguous_AreSaid()
    {
        var generator = new PipelineSetup().Build();
        var cut = generator.ParseAnswer(new ParseRequest { Schema = PipelineSetup.Json(Rows), Raw = """{"rows": [{"id": 1}, {"id":""" });
        Assert.True(cut.Truncated);
        Assert.Null(cut.Validated);
        Assert.NotEmpty(cut.Errors);
        var open = generator.ParseAnswer(new ParseRequest { Schema = PipelineSetup.Json(Rows), Raw = """{"rows": [{"id": 1}, {"id": 2}]""" });
        Assert.True(open.Truncated);
        Assert.Empty(open.Errors);
        Assert.True(JsonElement.DeepEquals(PipelineSetup.Json(Whole), open.Validated!.Value));
        var either = generator.ParseAnswer(new ParseRequest { Schema = PipelineSetup.Json(Rows), Raw = """{"rows": [{"id": 1}], "x": 1} {"rows": [{"id": 2}], "y": 1}""" });
        Assert.True(either.Ambiguous);
        Assert.Null(either.Data);
    }
}
