using System.Text.Json;
using StructGen.Generation.Models;
using StructGen.Generation.Requests;
using StructGen.Generation.Streaming;
using StructGen.Generation.Tests.Pipeline;
using StructGen.TestKit.Chat;
using StructGen.TestKit.Models;

namespace StructGen.Generation.Tests.Streaming;

public sealed class ExtractionStreamTests
{
    private const string Answer = """{"title": "Team", "people": [{"name": "Ann", "age": 41}, {"name": "Bob", "age": 7}]}""";

    private static readonly JsonElement Team = PipelineSetup.Json("""
        {"type": "object", "properties": {"title": {"type": "string"}, "people": {"type": "array", "items": {"$ref": "#/$defs/person"}}}, "required": ["title", "people"],
         "$defs": {"person": {"type": "object", "properties": {"name": {"type": "string"}, "age": {"type": "integer"}}, "required": ["name", "age"]}}}
        """);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(GenerationMode.Grammar, Answer)]
    [InlineData(GenerationMode.Native, Answer)]
    [InlineData(GenerationMode.Prompt, "<think>{\"title\": 1}</think>Here it is: <json>" + Answer + "</json>")]
    public async Task ExtractStreamingAsync_PartialsAndItems_LeadToTheResult(GenerationMode mode, string written)
    {
        var events = await StreamAsync(mode, written, new StreamOptions { Partials = true, Items = true });
        var result = Assert.IsType<GenerationEnded>(events[^1]).Result;
        Assert.Equal(GenerationOutcome.Answered, result.Outcome);
        Assert.True(JsonElement.DeepEquals(result.Data!.Value, events.OfType<AnswerPartial>().Last().Data));
        Assert.Equal(["/people/0", "/people/1"], events.OfType<AnswerItem>().Select(item => item.Pointer));
        Assert.Equal([0, 1], events.OfType<AnswerItem>().Select(item => item.Index));
        Assert.Equal(7, events.OfType<AnswerItem>().Last().Data.GetProperty("age").GetInt32());
    }

    [Fact]
    public async Task ExtractStreamingAsync_NothingWished_TellsNoneOfIt()
    {
        var events = await StreamAsync(GenerationMode.Prompt, Answer, StreamOptions.Default);
        Assert.All(events, told => Assert.True(told is AnswerDelta or AttemptEnded or GenerationEnded));
    }

    [Fact]
    public async Task ExtractStreamingAsync_InvalidItem_IsNotTold()
    {
        var events = await StreamAsync(GenerationMode.Prompt, Answer.Replace("41", "\"old\"", StringComparison.Ordinal), new StreamOptions { Items = true });
        Assert.Equal(["/people/1"], events.OfType<AnswerItem>().Select(item => item.Pointer));
    }

    [Fact]
    public async Task ExtractStreamingAsync_SchemaWithoutAList_Warns()
    {
        var request = PipelineSetup.Ask() with { Stream = new StreamOptions { Items = true } };
        var events = await new PipelineSetup { Chat = new ScriptedChatClient("""{"name": "Ann", "age": 41}""") }.Build().ExtractStreamingAsync(request, Token).ToListAsync(Token);
        Assert.Contains(((GenerationEnded)events[^1]).Result.Warnings, warning => warning is { Code: "items-unavailable", Pointer: "/stream/items" });
    }

    [Fact]
    public async Task ExtractStreamingAsync_WithAbsence_ItemsFollowTheMarkedSchema()
    {
        var setup = new PipelineSetup { Chat = new ScriptedChatClient(Answer.Replace("41", "null", StringComparison.Ordinal)) };
        var request = PipelineSetup.Ask() with { Schema = Team, Retries = 0, Stream = new StreamOptions { Items = true }, Absent = AbsencePolicy.Error };
        var events = await setup.Build().ExtractStreamingAsync(request, Token).ToListAsync(Token);
        Assert.Equal(2, events.OfType<AnswerItem>().Count());
        Assert.Equal(["/people/0/age"], ((GenerationEnded)events[^1]).Result.Absent);
    }

    [Fact]
    public async Task ToldEvents_ASlowReader_FindsDeltasJoined()
    {
        var events = new ToldEvents();
        for (var piece = 0; piece < 10_000; piece++) events.Tell(new AnswerDelta(1 + (piece / 5_000), "x"));
        Assert.True(events.Waiting <= 2);
        events.End();
        Assert.Equal(new AnswerDelta(1, new string('x', 5_000)), await events.NextAsync());
        Assert.Equal(new AnswerDelta(2, new string('x', 5_000)), await events.NextAsync());
        Assert.Null(await events.NextAsync());
    }

    private static async Task<List<GenerationEvent>> StreamAsync(GenerationMode mode, string answer, StreamOptions stream)
    {
        var setup = new PipelineSetup
        {
            Chat = new ScriptedChatClient(answer),
            Capabilities = new TextModelCapabilities { NativeSchema = true },
            Local = [FakeTokenModel.Writing(answer)],
            Compile = PipelineSetup.Engine,
        };
        var request = PipelineSetup.Ask(mode) with { Schema = Team, Retries = 0, Stream = stream, Model = mode == GenerationMode.Grammar ? "fake" : PipelineSetup.Remote };
        return await setup.Build().ExtractStreamingAsync(request, Token).ToListAsync(Token);
    }
}
