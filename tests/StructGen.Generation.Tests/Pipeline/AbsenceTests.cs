using System.Text.Json;
using Microsoft.Extensions.AI;
using StructGen.Generation.Models;
using StructGen.Generation.Prompting;
using StructGen.Generation.Requests;
using StructGen.TestKit.Chat;
using StructGen.TestKit.Models;

namespace StructGen.Generation.Tests.Pipeline;

/// <summary>Absent values through the whole pipeline, in every mode.</summary>
public sealed class AbsenceTests
{
    private const string Marked = """{"name": "Ann", "age": null, "phone": null}""";

    private static readonly JsonElement Contact = PipelineSetup.Json("""
        {"type": "object", "properties": {"name": {"type": "string", "x-absent": "error"}, "age": {"type": "integer", "minimum": 1, "default": 18}, "phone": {"type": "string", "minLength": 3}},
         "required": ["name", "age"], "additionalProperties": false}
        """);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(GenerationMode.Grammar)]
    [InlineData(GenerationMode.Native)]
    [InlineData(GenerationMode.Prompt)]
    public async Task ExtractAsync_DefaultPolicy_TakesDefaultsAndLeavesOptionalOnesOut(GenerationMode mode)
    {
        var result = await AskAsync(mode, Marked, AbsencePolicy.Default);
        Assert.Equal((GenerationOutcome.Answered, mode), (result.Outcome, result.Mode));
        Assert.Equal("""{"name":"Ann","age":18}""", result.Data!.Value.GetRawText());
        Assert.Equal(["/age", "/phone"], result.Absent);
        Assert.True(result.Validation.Valid);
        Assert.DoesNotContain("/age", result.Evidence.Keys);
        Assert.Single(result.Attempts);
    }

    [Theory]
    [InlineData(GenerationMode.Grammar)]
    [InlineData(GenerationMode.Native)]
    [InlineData(GenerationMode.Prompt)]
    public async Task ExtractAsync_RequiredValueAbsent_EndsWithoutAskingAgain(GenerationMode mode)
    {
        foreach (var policy in new[] { AbsencePolicy.Error, AbsencePolicy.Omit })
        {
            var result = await AskAsync(mode, Marked, policy);
            Assert.Equal(GenerationOutcome.AbsentValue, result.Outcome);
            Assert.Null(result.Data);
            Assert.Equal(["/age", "/phone"], result.Absent);
            Assert.Equal(["/age"], Assert.Single(result.Attempts).Errors.Select(error => error.Pointer));
        }
    }

    [Fact]
    public async Task ExtractAsync_NullPolicyForARequiredValueThatAdmitsNoNull_IsRefusedWithItsPlace()
    {
        var fault = await Assert.ThrowsAsync<InexpressibleException>(() => AskAsync(GenerationMode.Prompt, Marked, AbsencePolicy.Null));
        Assert.Equal(["/properties/age"], fault.Errors.Select(error => error.Pointer));
    }

    [Fact]
    public async Task ExtractAsync_KeywordInTheSchema_AppliesToItsPropertyOnly()
    {
        var schema = PipelineSetup.Json("""{"type": "object", "properties": {"name": {"type": "string"}, "age": {"type": "integer", "x-absent": "omit"}}, "required": ["name"]}""");
        var result = await AskAsync(GenerationMode.Prompt, """{"name": "Ann", "age": null}""", null, schema);
        Assert.Equal("""{"name":"Ann"}""", result.Data!.Value.GetRawText());
        Assert.Equal(["/age"], result.Absent);
        var invalid = await AskAsync(GenerationMode.Prompt, """{"name": null, "age": 3}""", null, schema);
        Assert.Equal(GenerationOutcome.InvalidAnswer, invalid.Outcome);
    }

    [Fact]
    public async Task ExtractAsync_NoPolicy_IsAsBefore()
    {
        var result = await AskAsync(GenerationMode.Prompt, Marked, null);
        Assert.Equal(GenerationOutcome.InvalidAnswer, result.Outcome);
        Assert.Null(result.Absent);
    }

    [Fact]
    public async Task ExtractAsync_Native_SendsTheMarkedSchemaAndPromptModeTellsOfNull()
    {
        var setup = Setup(Marked);
        var generator = setup.Build();
        await generator.ExtractAsync(Ask(GenerationMode.Native, AbsencePolicy.Default, Contact), Token);
        Assert.Contains("\"null\"", ((ChatResponseFormatJson)setup.Chat.Options[^1]!.ResponseFormat!).Schema!.Value.GetRawText(), StringComparison.Ordinal);
        var prompt = await generator.BuildPromptAsync(Ask(GenerationMode.Prompt, AbsencePolicy.Default, Contact), Token);
        Assert.Contains("| null", prompt.Text ?? string.Concat(prompt.Messages!.Select(message => message.Content)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv", "name|age|phone\nAnn||")]
    [InlineData("yaml", "<yaml>\nname: Ann\nage: null\nphone:\n</yaml>")]
    [InlineData("xml", "<xml><name>Ann</name></xml>")]
    [InlineData("json", "<json>{\"name\": \"Ann\", \"age\": null}</json>")]
    public async Task ExtractAsync_PromptModeInAnyEncoding_KnowsWhatIsAbsent(string encoder, string answer)
    {
        var request = Ask(GenerationMode.Prompt, AbsencePolicy.Default, Contact) with { Prompt = PromptOptions.Default with { Encoder = encoder }, Retries = 0 };
        var result = await Setup(answer).Build().ExtractAsync(request, Token);
        Assert.Equal(GenerationOutcome.Answered, result.Outcome);
        Assert.Equal(18, result.Data!.Value.GetProperty("age").GetInt32());
        Assert.Contains("/age", result.Absent!);
    }

    [Fact]
    public async Task ExtractAsync_LeavingOutBreaksAnotherRule_IsAnAbsentValueWithTheRule()
    {
        var schema = PipelineSetup.Json("""{"type": "object", "properties": {"name": {"type": "string"}, "age": {"type": "integer"}}, "minProperties": 2}""");
        var result = await AskAsync(GenerationMode.Prompt, """{"name": "Ann", "age": null}""", AbsencePolicy.Omit, schema);
        Assert.Equal(GenerationOutcome.AbsentValue, result.Outcome);
        Assert.Equal(["x-absent", "minProperties"], result.Attempts[^1].Errors.Select(error => error.Keyword));
    }

    [Theory]
    [InlineData("invented")]
    [InlineData("5")]
    public async Task ExtractAsync_UnknownWordForAbsence_IsRefusedWithItsPlace(string word)
    {
        var absent = word == "5" ? word : $"\"{word}\"";
        var schema = PipelineSetup.Json("""{"properties": {"a": {"type": "string", "x-absent": WORD}}}""".Replace("WORD", absent, StringComparison.Ordinal));
        var fault = await Assert.ThrowsAsync<InexpressibleException>(() => AskAsync(GenerationMode.Prompt, "{}", null, schema));
        Assert.Equal("/properties/a/x-absent", Assert.Single(fault.Errors).Pointer);
    }

    [Fact]
    public async Task ExtractAsync_Spec_MayLeaveOutWhatTheTextDoesNotHold()
    {
        var request = Ask(GenerationMode.Prompt, AbsencePolicy.Omit, Contact) with
        {
            Schema = null,
            Spec = PipelineSetup.Json("""{"id": "person", "attributes": [{"id": "name", "$type": "Text"}, {"id": "age", "$type": "Number"}]}"""),
        };
        var result = await Setup("""<json>{"person": {"name": "Ann", "age": null}}</json>""").Build().ExtractAsync(request, Token);
        Assert.Equal(GenerationOutcome.Answered, result.Outcome);
        Assert.Equal(["/person/age"], result.Absent);
    }

    private static PipelineSetup Setup(string answer) => new()
    {
        Chat = new ScriptedChatClient(answer, answer, answer),
        Capabilities = new TextModelCapabilities { NativeSchema = true },
        Local = [FakeTokenModel.Writing(answer)],
        Compile = PipelineSetup.Engine,
    };

    private static GenerationRequest Ask(GenerationMode mode, AbsencePolicy? absent, JsonElement schema)
        => PipelineSetup.Ask(mode) with { Text = "Ann is 18.", Schema = schema, Absent = absent, Model = mode == GenerationMode.Grammar ? "fake" : PipelineSetup.Remote };

    private static Task<GenerationResult> AskAsync(GenerationMode mode, string answer, AbsencePolicy? absent, JsonElement? schema = null)
        => Setup(answer).Build().ExtractAsync(Ask(mode, absent, schema ?? Contact), Token);
}
