using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using StructGen.Api.Problems;
using StructGen.Api.Prompts;
using StructGen.Cli.Hosting;
using StructGen.Cli.Inputs;
using StructGen.Cli.Outputs;
using StructGen.Generation;
using StructGen.Generation.Requests;

namespace StructGen.Cli.Verbs;

/// <summary><c>structgen prompt</c>: the prompt that prompt mode would send.</summary>
internal sealed class PromptVerb
{
    private readonly TextFlags _input = new();
    private readonly LogFlags _log = new();
    private readonly PromptFlags _prompt = new();

    public static Command Create()
    {
        var verb = new PromptVerb();
        var command = new Command("prompt", "Print the prompt that prompt mode would send; no model is called. Text as it is, chat messages as JSON.");
        verb._input.AddTo(command);
        verb._log.AddTo(command);
        verb._prompt.AddTo(command);
        command.SetAction(verb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var schema = _input.Schema(parsed);
        var texts = _input.Texts(parsed);
        if (texts.Count != 1)
            throw new ProblemException(ProblemKind.MalformedRequest, "A prompt is built for one text: give one file.");
        await using var parts = PipelineHost.Create(_log.IsVerbose(parsed));
        await Registered.FindSchemaAsync(parts, schema, cancellationToken);
        var prompt = await parts.GetRequiredService<StructuredGenerator>().BuildPromptAsync(
            new GenerationRequest
            {
                Schema = schema.Schema,
                SchemaName = schema.Name,
                Spec = schema.Spec,
                Text = texts[0].Read(),
                Mode = GenerationMode.Prompt,
                Examples = _input.Examples(parsed),
                Prompt = _prompt.Read(parsed),
            },
            cancellationToken);
        var output = CommandOutput.OfProcess(_log.IsQuiet(parsed));
        if (prompt.Text is not null)
            output.WriteText(prompt.Text);
        else
            output.Write(new PromptAnswer(null, prompt.Messages), json => json.PromptAnswer);
        return ExitCode.Ok;
    }
}
