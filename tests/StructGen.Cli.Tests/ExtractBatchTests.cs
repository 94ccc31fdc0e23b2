using System.Reflection;
using System.Text;
using System.Text.Json;
using StructGen.Api.Problems;
using StructGen.Api.ToolRuns;
using StructGen.Cli.Inputs;
using StructGen.Cli.Outputs;
using StructGen.Cli.Verbs;
using StructGen.Constraints;
using StructGen.Generation.Requests;
using StructGen.Generation.Tools;

namespace StructGen.Cli.Tests;

/// <summary>Every way in which a text can fail, through every output of the command line.</summary>
public sealed class ExtractBatchTests
{
    private static readonly GenerationAttempt Attempt = new(
        "{\"name\": 5}", "stop", [new ValidationError("/name", "/properties/name/type", "type", "expected a string")], [], 12, new TokenUsage(3, 4));

    public static TheoryData<string> Codes => [.. Kinds.Select(kind => kind.Code)];

    private static IReadOnlyList<ProblemKind> Kinds { get; } = [.. typeof(ProblemKind)
        .GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetValue(null)).OfType<ProblemKind>()];

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task AFailingText_IsOneLineOfDataAndOneOfProgress_AndTheBatchGoesOn(string code)
    {
        var problem = Problem(code);
        using var run = new Run(quiet: false);
        var exit = await run.BatchAsync(
            [("a.txt", Good), ("b\n.txt", () => throw new ProblemException(problem)), ("c.txt", Good)]);
        Assert.Equal(ExitCode.Of(problem), exit);
        Assert.NotEqual(0, exit);
        var lines = run.Lines;
        Assert.Equal(3, lines.Count);
        Assert.Equal(["a.txt", "b\n.txt", "c.txt"], lines.Select(line => line.GetProperty("source").GetString()!));
        Assert.All(new[] { 0, 2 }, index => Assert.Equal("Jane", lines[index].GetProperty("data").GetProperty("name").GetString()));
        var error = lines[1].GetProperty("error");
        Assert.Equal($"urn:structgen:problem:{code}", error.GetProperty("type").GetString());
        Assert.NotEmpty(error.GetProperty("detail").GetString()!);
        Assert.Equal("/name", error.GetProperty("errors")[0].GetProperty("pointer").GetString());
        Assert.Equal(4, error.GetProperty("attempts")[0].GetProperty("usage").GetProperty("completionTokens").GetInt32());
        Assert.Equal("call_1", error.GetProperty("steps")[0].GetProperty("calls")[0].GetProperty("id").GetString());
        Assert.Equal(4, run.Notes.Count); // Three texts and the total.
        Assert.StartsWith($"[2/3] b .txt: {code}: ", run.Notes[1], StringComparison.Ordinal);
        Assert.Equal("[3/3] c.txt: ok", run.Notes[2]);
        Assert.Equal($"structgen: 3 texts: 2 ok, 1 failed ({code} 1); 14 tokens written", run.Notes[3]);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task AQuietBatch_WritesOnlyData(string code)
    {
        using var run = new Run(quiet: true);
        Assert.NotEqual(0, await run.BatchAsync([("a.txt", () => throw new ProblemException(Problem(code))), ("b.txt", Good)]));
        Assert.Empty(run.Notes);
        Assert.Equal(2, run.Lines.Count);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void AFailureOfTheOnlyText_IsALineAndTheReasons(string code)
    {
        using var run = new Run(quiet: true);
        var problem = OptionNames.Translate(Problem(code));
        run.Output.Error(problem);
        Assert.Equal(2, run.Notes.Count);
        Assert.StartsWith($"structgen: {code}: ", run.Notes[0], StringComparison.Ordinal);
        Assert.Equal("structgen:   at '/name': expected a string", run.Notes[1]);
    }

    [Theory]
    [InlineData(GenerationOutcome.InvalidAnswer, "invalid-answer", 1)]
    [InlineData(GenerationOutcome.Truncated, "truncated", 1)]
    [InlineData(GenerationOutcome.Refused, "refused", 1)]
    [InlineData(GenerationOutcome.EmptyAnswer, "empty-answer", 1)]
    [InlineData(GenerationOutcome.AbsentValue, "absent-value", 1)]
    [InlineData(GenerationOutcome.TimedOut, "timeout", 4)]
    public async Task AnAnswerThatIsNone_IsALineToo(GenerationOutcome outcome, string code, int exit)
    {
        using var run = new Run(quiet: false);
        Assert.Equal(exit, await run.BatchAsync([("a.txt", () => Result(outcome)), ("b.txt", Good)]));
        Assert.Equal($"urn:structgen:problem:{code}", run.Lines[0].GetProperty("error").GetProperty("type").GetString());
        Assert.Equal("Jane", run.Lines[1].GetProperty("data").GetProperty("name").GetString());
        Assert.DoesNotContain("maxTokens", string.Join('\n', run.Notes), StringComparison.Ordinal);
        Assert.DoesNotContain("timeoutSeconds", string.Join('\n', run.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFailureNobodyForesaw_IsALineWithoutDetail_AndOurOwnExitCode()
    {
        using var run = new Run(quiet: false);
        Assert.Equal(5, await run.BatchAsync([("a.txt", () => throw new InvalidOperationException("secret")), ("b.txt", () => throw new TaskCanceledException()), ("c.txt", Good)]));
        Assert.Equal(3, run.Lines.Count);
        Assert.DoesNotContain("secret", string.Join('\n', run.Notes) + string.Join('\n', run.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnInterruption_EndsTheBatchWithATotal()
    {
        using var stop = new CancellationTokenSource();
        using var run = new Run(quiet: false);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.BatchAsync(
            [
                ("a.txt", Good),
                ("b.txt", () =>
                {
                    stop.Cancel();
                    throw new OperationCanceledException(stop.Token);
                }),
                ("c.txt", Good),
            ],
            stop.Token));
        Assert.Equal("structgen: 3 texts: 1 ok, 0 failed, 2 not reached; 7 tokens written", run.Notes[^1]);
        Assert.Single(run.Lines);
    }

    private static Problem Problem(string code) => new(Kinds.Single(kind => kind.Code == code), "What is wrong,\r\nand \u001b[31mwhat to do.")
    {
        Errors = [new ProblemError("/name", "type", "expected a string")],
        Attempts = [Attempt],
        Steps = [new ToolRunTurn(null, [new ToolCall("call_1", "get_weather", JsonElement.Parse("{}"))], [new ToolRunOutput("call_1", "ok", JsonElement.Parse("1"), null, 2)])],
        RetryAfter = TimeSpan.FromSeconds(2),
    };

    private static GenerationResult Good() => Result(GenerationOutcome.Answered);

    private static GenerationResult Result(GenerationOutcome outcome) => new()
    {
        Outcome = outcome,
        Data = outcome == GenerationOutcome.Answered ? JsonElement.Parse("{\"name\": \"Jane\"}") : null,
        Mode = GenerationMode.Prompt,
        Model = "fake/model",
        Attempts = [Attempt],
        Usage = new TokenUsage(3, 7),
        Validation = new AnswerValidation(true, [], SecondOpinion.Skipped),
    };

    /// <summary>A run with its streams kept.</summary>
    private sealed class Run : IDisposable
    {
        private readonly MemoryStream _data = new();
        private readonly StringWriter _notes = new() { NewLine = "\n" };

        public Run(bool quiet) => Output = new CommandOutput(_data, _notes, isDataTerminal: false, isNotesTerminal: false, quiet);

        public CommandOutput Output { get; }

        public IReadOnlyList<JsonElement> Lines => [.. Encoding.UTF8.GetString(_data.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];

        public IReadOnlyList<string> Notes => [.. _notes.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)];

        public void Dispose()
        {
            _data.Dispose();
            _notes.Dispose();
        }

        public Task<int> BatchAsync(IReadOnlyList<(string Source, Func<GenerationResult> Answer)> texts, CancellationToken cancellationToken = default)
        {
            var answers = texts.ToDictionary(text => text.Source, text => text.Answer);
            var batch = new ExtractBatch(Output, new WaitingLine(Output, TimeProvider.System), (request, _, _) => Task.FromResult(answers[request.Text!]()));
            return batch.RunAsync(new GenerationRequest(), [.. texts.Select(text => new TextInput(text.Source, () => text.Source))], cancellationToken);
        }
    }
}
