using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using StructGen.Cli.Hosting;
using StructGen.Cli.Inputs;
using StructGen.Cli.Outputs;
using StructGen.Generation;
using StructGen.Generation.Requests;

namespace StructGen.Cli.Verbs;

/// <summary><c>structgen parse</c>: what some model wrote in, data, errors and repairs out.</summary>
internal sealed class ParseVerb
{
    private readonly Option<string?> _schema = new("--schema", "-s")
    {
        Description = "A JSON Schema: a file, the JSON itself, or a registered name.",
        HelpName = "FILE|JSON|NAME",
    };
    private readonly Option<string?> _spec = new("--spec") { Description = "A Kor-style extraction spec, instead of --schema.", HelpName = "FILE" };
    private readonly Option<string?> _raw = new("--raw") { Description = "What the model wrote; else --file or standard input.", HelpName = "TEXT" };
    private readonly Option<string?> _file = new("--file", "-f") { Description = "A file that holds it.", HelpName = "FILE" };
    private readonly LogFlags _log = new();
    private readonly PromptFlags _prompt = new();

    public static Command Create()
    {
        var verb = new ParseVerb();
        var command = new Command("parse", "Read what some model wrote as an answer.") { verb._schema, verb._spec, verb._raw, verb._file };
        verb._log.AddTo(command);
        verb._prompt.AddTo(command);
        command.SetAction(verb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var schema = SchemaSource.From(parsed.GetValue(_schema), parsed.GetValue(_spec));
        var raw = TextInput.From(parsed.GetValue(_raw), parsed.GetValue(_file) is { } file ? [file] : [], null, isAnswer: true)[0].Read();
        await using var parts = PipelineHost.Create(_log.IsVerbose(parsed));
        var stored = await Registered.FindSchemaAsync(parts, schema, cancellationToken);
        var answer = parts.GetRequiredService<StructuredGenerator>().ParseAnswer(
            new ParseRequest { Schema = schema.Schema ?? stored?.Schema, Spec = schema.Spec, Prompt = _prompt.Read(parsed), Raw = raw });
        CommandOutput.OfProcess(_log.IsQuiet(parsed)).Write(answer, json => json.ParseResult);
        return answer.Errors.Count == 0 ? ExitCode.Ok : ExitCode.NotValid;
    }
}
