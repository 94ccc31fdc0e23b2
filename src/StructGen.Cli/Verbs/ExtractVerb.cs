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
    private readonly LogFlags _log = new();
    private readonly Option<AnswerSurface?> _surface = TypedOption.Enum<AnswerSurface>(
        "--surface", "What the model writes; the data is JSON either way. Default json.");
    private readonly Option<AbsencePolicy?> _absent = TypedOption.Enum<AbsencePolicy>(
        "--absent", "What becomes of properties whose values the text does not hold.");
    private readonly Option<bool> _lenient = new("--lenient") { Description = "Leave keywords that cannot be enforced to the validator instead of refusing the schema." };

    public static Command Create()
    {
        var verb = new ExtractVerb();
        var command = new Command("extract", "Extract data from a text as JSON that satisfies a schema.");
        verb._input.AddTo(command);
        verb._generation.AddTo(command);
        command.Add(verb._absent);
        command.Add(verb._surface);
        command.Add(verb._lenient);
        verb._log.AddTo(command);
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
            Surface = parsed.GetValue(_surface) ?? AnswerSurface.Json,
            Model = _generation.Model(parsed),
            Examples = _input.Examples(parsed),
            Prompt = _prompt.Read(parsed),
            Sampling = _generation.Sampling(parsed),
            Retries = _generation.Retries(parsed),
            Timeout = _generation.Timeout(parsed),
            Absent = parsed.GetValue(_absent),
            Strict = !parsed.GetValue(_lenient),
        };
        await using var parts = PipelineHost.Create(_log.IsVerbose(parsed));
        await Registered.FindSchemaAsync(parts, schema, cancellationToken);
        var generator = parts.GetRequiredService<StructuredGenerator>();
        var output = CommandOutput.OfProcess(_log.IsQuiet(parsed));
        var full = parsed.GetValue(_generation.Full);
        if (!_input.IsMany(parsed))
            return await RunOneAsync(output, request with { Text = texts[0].Read() }, full, ExtractAsync, cancellationToken);
        var batch = new ExtractBatch(output, new WaitingLine(output, TimeProvider.System), ExtractAsync)
        {
            Full = full,
            Verbose = _log.IsVerbose(parsed),
        };
        return await batch.RunAsync(request, texts, cancellationToken);

        Task<GenerationResult> ExtractAsync(GenerationRequest asked, Action<int>? count, CancellationToken stop)
            => CountedExtraction.RunAsync(generator, asked, count, stop);
    }

    private static async Task<int> RunOneAsync(
        CommandOutput output,
        GenerationRequest request,
        bool full,
        Func<GenerationRequest, Action<int>?, CancellationToken, Task<GenerationResult>> extract,
        CancellationToken cancellationToken)
    {
        var result = await new WaitingLine(output, TimeProvider.System).ShowAsync(
            "Extracting:", count => extract(request, count, cancellationToken));
        if (ProblemMapping.From(result) is { } problem)
            throw new ProblemException(problem);
        foreach (var warning in result.Warnings)
            output.Note($"structgen: warning: {OptionNames.InWords(warning.Message)}");
        if (full)
            output.Write(ExtractAnswer.From(result), json => json.ExtractAnswer);
        else if (output.IsDataTerminal)
            DataPainter.Paint(result.Data!.Value, result.Evidence, request.Text!);
        else
            output.Write(result.Data!.Value, json => json.JsonElement);
        return ExitCode.Ok;
    }
}
