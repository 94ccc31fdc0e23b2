using Microsoft.Extensions.AI;
using StructGen.Constraints;
using StructGen.Generation.Chats;
using StructGen.Generation.Models;
using StructGen.Generation.Requests;
using StructGen.Generation.Tools;
using StructGen.TestKit.Chat;
using StructGen.TestKit.Models;

namespace StructGen.Generation.Tests.Pipeline;

/// <summary>What small models write when nothing holds them: other names, other spellings, loops; and the switches.</summary>
public class DegenerateAnswerTests
{
    private const string Motion = """{"type":"object","properties":{"acceleration":{"type":"number"},"distance":{"type":"integer"}},"required":["distance"]}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static PipelineSetup Writing(string wish) => new() { Local = [FakeTokenModel.Writing(wish)], Compile = PipelineSetup.Engine };

    private static GenerationRequest Ask(string schema, SamplingOptions? sampling = null)
        => PipelineSetup.Ask(GenerationMode.Auto) with { Model = null, Schema = PipelineSetup.Json(schema), Sampling = (sampling ?? SamplingOptions.Default) with { MaxTokens = 300 } };

    [Fact]
    public async Task ExtractAsync_OtherNames_AreWrittenOnlyIntoOpenObjects()
    {
        const string Wish = """{"accentuation": 9.8, "distance": 5}""";
        var closed = await Writing(Wish).Build().ExtractAsync(Ask("""{"type":"object","properties":{"acceleration":{"type":"number"},"distance":{"type":"integer"}}}"""), Token);
        var open = await Writing("""{"distance": 5, "accentuation": 9.8}""").Build().ExtractAsync(Ask(Motion, new() { OpenObjects = true }), Token);

        Assert.All(closed.Data!.Value.EnumerateObject(), member => Assert.Contains(member.Name, new[] { "acceleration", "distance" }));
        Assert.Equal("""{"distance": 5, "accentuation": 9.8}""", open.Data!.Value.GetRawText());
        Assert.True(open.Validation.Valid);
    }

    [Fact]
    public async Task ExtractAsync_SameGenerator_KeepsOpenAndClosedApart()
    {
        var generator = Writing("""{"distance": 5, "z": 1}""").Build();
        string[] names = [];
        foreach (var isOpen in new[] { false, true, false, true })
        {
            var result = await generator.ExtractAsync(Ask(Motion, new() { OpenObjects = isOpen }), Token);
            names = [.. names, string.Join(' ', result.Data!.Value.EnumerateObject().Select(member => member.Name))];
            Assert.True(result.Validation.Valid);
            Assert.NotEqual(SecondOpinion.Differs, result.Validation.SecondOpinion);
        }

        Assert.Equal(["distance", "distance z", "distance", "distance z"], names);
    }

    [Fact]
    public async Task ExtractStreamingAsync_ClosedAndLooping_PartialsGrowToTheResult()
    {
        var wish = """{"distance": 5, "note": """ + "\"" + new string('0', 2000);
        var schema = """{"type":"object","properties":{"distance":{"type":"integer"},"note":{"type":"string"},"end":{"type":"boolean"}},"required":["distance","note","end"]}""";
        var request = Ask(schema) with { Sampling = new() { MaxTokens = 1000 }, Stream = new StreamOptions { Partials = true } };
        var (text, last) = ("", (System.Text.Json.JsonElement?)null);
        GenerationResult? result = null;
        await foreach (var told in Writing(wish).Build().ExtractStreamingAsync(request, Token))
        {
            if (told is AnswerDelta delta) text += delta.Text;
            if (told is AnswerPartial partial) last = partial.Data;
            if (told is GenerationEnded ended) result = ended.Result;
        }

        Assert.Contains(result!.Warnings, warning => warning.Code == "repetition-ended");
        Assert.Equal(result.Attempts[0].Text, text);
        Assert.True(System.Text.Json.JsonElement.DeepEquals(result.Data!.Value, last!.Value));
    }

    [Theory]
    [InlineData(AnswerSurface.Json)]
    [InlineData(AnswerSurface.Yaml)]
    public async Task ExtractAsync_Surfaces_AreClosedAlike(AnswerSurface surface)
    {
        var wish = surface == AnswerSurface.Json ? """{"distance": 5, "z": 1}""" : "distance: 5\nz: 1\n";
        var result = await Writing(wish).Build().ExtractAsync(Ask(Motion) with { Surface = surface }, Token);

        Assert.Equal(["distance"], result.Data!.Value.EnumerateObject().Select(member => member.Name).Except(["acceleration"]));
    }

    [Fact]
    public async Task ExtractAsync_AbsencePolicy_IsClosedToo()
    {
        var result = await Writing("""{"acceleration": null, "distance": 5, "z": 1}""").Build().ExtractAsync(Ask(Motion) with { Absent = AbsencePolicy.Omit }, Token);

        Assert.Equal(["distance"], result.Data!.Value.EnumerateObject().Select(member => member.Name));
        Assert.Contains("/acceleration", result.Absent!);
    }

    [Fact]
    public async Task ExtractAsync_WholeNumber_IsWrittenInDigitsUnlessNumbersAreOpen()
    {
        var schema = """{"type":"object","properties":{"distance":{"type":"integer"}},"required":["distance"],"additionalProperties":false}""";
        var plain = await Writing("""{"distance": 5.0}""").Build().ExtractAsync(Ask(schema), Token);
        var open = await Writing("""{"distance": 5.0}""").Build().ExtractAsync(Ask(schema, new() { OpenNumbers = true }), Token);

        Assert.DoesNotContain(".", plain.Data!.Value.GetProperty("distance").GetRawText());
        Assert.Equal("5.0", open.Data!.Value.GetProperty("distance").GetRawText());
    }

    [Fact]
    public async Task ExtractAsync_NothingClosedIsValid_StaysOpenWithAWarning()
    {
        var result = await Writing("""{"a": 1, "z": 2}""").Build().ExtractAsync(Ask("""{"type":"object","properties":{"a":{"type":"integer"}},"minProperties":2}"""), Token);

        Assert.Equal(GenerationOutcome.Answered, result.Outcome);
        Assert.Contains(result.Warnings, warning => warning is { Code: "object-left-open", Pointer: "" });
    }

    [Fact]
    public async Task ExtractAsync_TextLoops_EndsItWithAWarningThatNamesThePlace()
    {
        var wish = """{"name": """ + "\"" + new string('0', 2000);
        var schema = """{"type":"object","properties":{"name":{"type":"string"}},"required":["name"]}""";
        var result = await Writing(wish).Build().ExtractAsync(Ask(schema) with { Sampling = new() { MaxTokens = 1000 } }, Token);
        var free = await Writing(wish).Build().ExtractAsync(Ask(schema) with { Sampling = new() { MaxTokens = 1000, RepetitionGuard = false } }, Token);

        Assert.Contains("/name", Assert.Single(result.Warnings, warning => warning.Code == "repetition-ended").Message);
        Assert.InRange(result.Data!.Value.GetProperty("name").GetString()!.Length, 200, 300);
        Assert.DoesNotContain(free.Warnings, warning => warning.Code == "repetition-ended");
        Assert.Equal(["/name"], free.ClosedByBudget);
    }

    [Fact]
    public async Task ExtractAsync_LimitNear_ListsWhatWasWrittenOnlyToEnd()
    {
        var schema = """{"type":"object","properties":{"name":{"type":"string"},"born":{"type":"string","format":"date"},"tags":{"type":"array","items":{"type":"string"}}},"required":["name","born","tags"]}""";
        var result = await Writing("{\"name\": \"" + string.Concat(Enumerable.Range(0, 200))).Build().ExtractAsync(Ask(schema) with { Sampling = new() { MaxTokens = 90 } }, Token);

        Assert.Equal(["/name", "/born", "/tags"], result.ClosedByBudget);
        Assert.Contains("/born", Assert.Single(result.Warnings, warning => warning.Code == "closed-by-budget").Message);
        Assert.DoesNotContain("0000-", result.Data!.Value.GetProperty("born").GetString());
    }

    [Fact]
    public async Task CallToolsAsync_OtherNamesAndLimit_AsInExtraction()
    {
        var tool = new ToolDefinition("move", null, PipelineSetup.Json(Motion));
        var request = new ToolCallRequest { Input = "Go", Tools = [tool], Choice = ToolChoice.Required };
        var wish = """{"name": "move", "arguments": {"distance": 5, "z": 1}}""";
        var closed = await Writing(wish).Build().CallToolsAsync(request, Token);
        var open = await Writing(wish).Build().CallToolsAsync(request with { Sampling = new() { OpenObjects = true } }, Token);
        var cut = await Writing("""{"name": "move", "arguments": {"distance": 12345678901234567890123""").Build().CallToolsAsync(request with { Sampling = new() { MaxTokens = 55 } }, Token);

        Assert.DoesNotContain(closed.Calls[0].Arguments.EnumerateObject(), member => member.Name == "z");
        Assert.Contains(open.Calls[0].Arguments.EnumerateObject(), member => member.Name == "z");
        Assert.Null(closed.ClosedByBudget);
        Assert.All(cut.ClosedByBudget ?? [], pointer => Assert.StartsWith("/calls/0/arguments", pointer));
    }

    [Fact]
    public async Task ChatAsync_FormatAndTools_AreClosedWhateverStrictSays()
    {
        var request = new ChatRequest { Messages = [new ChatMessage(ChatRole.User, "Go")], Format = ChatFormat.Json(PipelineSetup.Json(Motion), strict: false) };
        var closed = await Writing("""{"distance": 5, "z": 1}""").Build().ChatAsync(request, Token);
        var open = await Writing("""{"distance": 5, "z": 1}""").Build().ChatAsync(request with { Sampling = new() { OpenObjects = true } }, Token);

        Assert.DoesNotContain("\"z\"", closed.Content);
        Assert.Equal("""{"distance": 5, "z": 1}""", open.Content);
    }

    [Fact]
    public async Task GetResponseAsync_AdditionalProperties_OpenObjects()
    {
        var client = Writing("""{"distance": 5, "z": 1}""").Build().AsChatClient();
        var format = ChatResponseFormat.ForJsonSchema(PipelineSetup.Json(Motion));
        var closed = await client.GetResponseAsync("Go", new ChatOptions { ResponseFormat = format }, Token);
        var open = await client.GetResponseAsync("Go", new ChatOptions { ResponseFormat = format, AdditionalProperties = new() { ["openObjects"] = true } }, Token);

        Assert.DoesNotContain("\"z\"", closed.Text);
        Assert.Contains("\"z\"", open.Text);
    }

    [Fact]
    public async Task ExtractAsync_RemoteModelLoops_IsToldAndNotStopped()
    {
        var text = """{"name": "Ann", "age": 41} """ + string.Concat(Enumerable.Repeat("and so on ", 200));
        var told = await new PipelineSetup { Chat = new ScriptedChatClient(text) }.Build().ExtractAsync(PipelineSetup.Ask() with { Retries = 0 }, Token);
        var free = await new PipelineSetup { Chat = new ScriptedChatClient(text) }.Build().ExtractAsync(PipelineSetup.Ask() with { Retries = 0, Sampling = new() { RepetitionGuard = false } }, Token);

        Assert.Contains(told.Warnings, warning => warning.Code == "repetition");
        Assert.DoesNotContain(free.Warnings, warning => warning.Code == "repetition");
    }

    [Fact]
    public async Task CheckSchemaAsync_OpenObjects_SaysWhatIsClosed()
    {
        var report = await Writing("").Build().CheckSchemaAsync(PipelineSetup.Json(Motion), Token);

        Assert.Equal([""], report.ClosedObjects);
    }
}
