using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using StructGen.Api.Schemas;
using StructGen.Cli.Hosting;
using StructGen.Cli.Inputs;
using StructGen.Cli.Outputs;
using StructGen.Constraints;
using StructGen.Generation;
using StructGen.Generation.Catalogs;

namespace StructGen.Cli.Verbs;

/// <summary><c>structgen check</c>: what becomes of a schema's keywords, or whether instances satisfy it.</summary>
internal sealed class CheckVerb
{
    private readonly Argument<string> _schema = new("SCHEMA") { Description = "A JSON Schema file, or the name of a registered schema." };
    private readonly Argument<string[]> _instances = new("INSTANCE") { Description = "JSON files to validate; without any the enforcement report is printed.", Arity = ArgumentArity.ZeroOrMore };

    public static Command Create()
    {
        var verb = new CheckVerb();
        var command = new Command("check", "Say what becomes of every keyword of a schema, or validate instances against it.") { verb._schema, verb._instances };
        command.SetAction(verb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var parts = PipelineHost.Create(verbose: false);
        var source = SchemaSource.From(parsed.GetRequiredValue(_schema), null);
        var schema = source.Schema ?? (await parts.GetRequiredService<SchemaCatalog>().GetAsync(source.Name!, cancellationToken)).Schema;
        if (parsed.GetValue(_instances) is { Length: > 0 } instances)
            return Validate(SchemaValidator.Create(schema), instances);
        var report = await parts.GetRequiredService<StructuredGenerator>().CheckSchemaAsync(schema, cancellationToken);
        JsonOutput.Write(SchemaCheck.From(report), json => json.SchemaCheck);
        return ExitCode.Ok;
    }

    private static int Validate(SchemaValidator validator, string[] instances)
    {
        var exit = ExitCode.Ok;
        foreach (var instance in instances)
        {
            var report = validator.Validate(JsonInput.Read(instance));
            JsonOutput.WriteLine(new CheckLine(instance, report.IsValid, report.Errors), CliJson.Default.CheckLine);
            if (!report.IsValid)
                exit = ExitCode.NotValid;
        }

        return exit;
    }
}
