using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using StructGen.Api.Schemas;
using StructGen.Cli.Hosting;
using StructGen.Cli.Inputs;
using StructGen.Cli.Outputs;
using StructGen.Constraints;
using StructGen.Generation;

namespace StructGen.Cli.Verbs;

/// <summary><c>structgen check</c>: what becomes of a schema's keywords, or whether instances satisfy it.</summary>
internal sealed class CheckVerb
{
    private readonly Argument<string> _schema = new("SCHEMA") { Description = "A JSON Schema: a file, the JSON itself, or a registered name." };
    private readonly LogFlags _log = new();
    private readonly Argument<string[]> _instances = new("INSTANCE") { Description = "JSON files to validate; without any the enforcement report is printed.", Arity = ArgumentArity.ZeroOrMore };

    public static Command Create()
    {
        var verb = new CheckVerb();
        var command = new Command("check", "Report how each keyword of a schema is enforced, or validate instances against it.")
        {
            verb._schema,
            verb._instances,
        };
        verb._log.AddTo(command);
        command.SetAction(verb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var parts = PipelineHost.Create(_log.IsVerbose(parsed));
        var output = CommandOutput.OfProcess(_log.IsQuiet(parsed));
        var source = SchemaSource.From(parsed.GetRequiredValue(_schema), null);
        var schema = source.Schema ?? (await Registered.FindSchemaAsync(parts, source, cancellationToken))!.Schema;
        if (parsed.GetValue(_instances) is { Length: > 0 } instances)
            return Validate(SchemaValidator.Create(schema), instances, output);
        var report = await parts.GetRequiredService<StructuredGenerator>().CheckSchemaAsync(schema, cancellationToken);
        output.Write(SchemaCheck.From(report), json => json.SchemaCheck);
        output.Note($"structgen: {CheckSummary.Of(report)}");
        return ExitCode.Ok;
    }

    private static int Validate(SchemaValidator validator, string[] instances, CommandOutput output)
    {
        var valid = 0;
        foreach (var instance in instances)
        {
            var report = validator.Validate(JsonInput.Read(instance));
            output.WriteLine(new CheckLine(instance, report.IsValid, report.Errors));
            if (report.IsValid)
                valid++;
        }

        var noun = instances.Length == 1 ? "instance" : "instances";
        output.Note($"structgen: {instances.Length} {noun}: {valid} valid, {instances.Length - valid} not valid");
        return valid == instances.Length ? ExitCode.Ok : ExitCode.NotValid;
    }
}
