using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using StructGen.Api.Extractions;
using StructGen.Api.Problems;
using StructGen.Cli.Hosting;
using StructGen.Cli.Inputs;
using StructGen.Cli.Outputs;
using StructGen.Generation;
using StructGen.Generation.Requests;

namespace StructGen.Cli.Verbs;

/// <summary><c>structgen extract</c>: texts in, data out.</summary>
internal sealed class ExtractVerb
{
    private readonly TextFlags _input = new();
    private readonly PromptFlags _prompt = new();
    private readonly GenerationFlags _generation = new();
    private readonly Option<AnswerSurface> _surface = new("--surface") { Description = "What the model writes: json or yaml; the data is JSON either way." };
    private readonly Option<AbsencePolicy?> _absent = new("--absent") { Description = "What becomes of properties whose values the text does not hold: null, omit, default or error." };
    private readonly Option<bool> _lenient = new("--lenient") { Description = "Leave keywords that cannot be enforced to the validator instead of refusing the schema." };

    public static Command Create()
    {
        var verb = new ExtractVerb();
        var command = new Command("extract", "Extract data from a text as JSON that satisfies a schema.") { verb._surface, verb._absent, verb._lenient };
        verb._input.AddTo(command);
        verb._generation.AddTo(command);
        verb._prompt.AddTo(command);
        command.SetAction(verb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var schema = _input.Schema(parsed);
        var texts = _input.Texts(parsed);
        var request = new GenerationRequest
        {
            Schema = schema.Schema,
            SchemaName = schema.Name,
            Spec = schema.Spec,
            Mode = _generation.Mode(parsed),
            Surface = parsed.GetValue(_surface),
            Model = _generation.Model(parsed),
            Examples = _input.Examples(parsed),
            Prompt = _prompt.Read(parsed),
            Sampling = _generation.Sampling(parsed),
            Retries = _generation.Retries(parsed),
            Timeout = _generation.Timeout(parsed),
            Absent = parsed.GetValue(_absent),
            Strict = !parsed.GetValue(_lenient),
            PropertyOrder = _generation.Order(parsed),
        };
        await using var parts = PipelineHost.Create(parsed.GetValue(_generation.Verbose));
        var generator = parts.GetRequiredService<StructuredGenerator>();
        var full = parsed.GetValue(_generation.Full);
        return _input.IsMany(parsed)
            ? await RunManyAsync(generator, request, texts, full, cancellationToken)
            : await RunOneAsync(generator, request with { Text = texts[0].Read() }, full, cancellationToken);
    }

    private static async Task<int> RunOneAsync(StructuredGenerator generator, GenerationRequest request, bool full, CancellationToken cancellationToken)
    {
        var result = await generator.ExtractAsync(request, cancellationToken);
        if (ProblemMapping.From(result) is { } problem)
            throw new ProblemException(problem);
        foreach (var warning in result.Warnings)
            Console.Error.WriteLine($"structgen: warning: {warning.Message}");
        if (full)
            JsonOutput.Write(ExtractAnswer.From(result), json => json.ExtractAnswer);
        else if (JsonOutput.IsTerminal)
            DataPainter.Paint(result.Data!.Value, result.Evidence, request.Text!);
        else
            JsonOutput.Write(result.Data!.Value, json => json.JsonElement);
        return ExitCode.Ok;
    }

    private static async Task<int> RunManyAsync(
        StructuredGenerator generator, GenerationRequest request, IReadOnlyList<TextInput> texts, bool full, CancellationToken cancellationToken)
    {
        var exit = ExitCode.Ok;
        for (var index = 0; index < texts.Count; index++)
        {
            var (source, read) = texts[index];
            Console.Error.Write($"[{index + 1}/{texts.Count}] {source} … ");
            var problem = await RunLineAsync(generator, () => request with { Text = read() }, source!, full, cancellationToken);
            Console.Error.WriteLine(problem is null ? "ok" : $"{problem.Kind.Code}: {problem.Detail}");
            if (problem is not null && exit == ExitCode.Ok)
                exit = ExitCode.Of(problem);
        }

        return exit;
    }

    /// <summary>One line of JSON Lines; a text that fails does not end the others.</summary>
    private static async Task<Problem?> RunLineAsync(
        StructuredGenerator generator, Func<GenerationRequest> request, string source, bool full, CancellationToken cancellationToken)
    {
        Problem? problem;
        try
        {
            var result = await generator.ExtractAsync(request(), cancellationToken);
            problem = ProblemMapping.From(result);
            if (problem is null)
                JsonOutput.WriteLine(new ExtractLine(source) { Data = full ? null : result.Data, Result = full ? ExtractAnswer.From(result) : null }, CliJson.Default.ExtractLine);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            problem = ProblemMapping.From(exception);
        }

        if (problem is not null)
            JsonOutput.WriteLine(new ExtractLine(source) { Error = problem.ToDetails() }, CliJson.Default.ExtractLine);
        return problem;
    }
}
