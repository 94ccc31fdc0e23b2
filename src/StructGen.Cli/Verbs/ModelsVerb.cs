using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;
using StructGen.Api.Models;
using StructGen.Cli.Hosting;
using StructGen.Cli.Inputs;
using StructGen.Cli.Outputs;
using StructGen.Generation.Models;

namespace StructGen.Cli.Verbs;

/// <summary><c>structgen models</c>: what can be used. JSON on a pipe, a table on a terminal.</summary>
internal static class ModelsVerb
{
    public static Command Create()
    {
        var log = new LogFlags();
        var command = new Command("models", "List the models that can be used.");
        log.AddTo(command);
        command.SetAction(parsed => Run(log.IsVerbose(parsed), CommandOutput.OfProcess(log.IsQuiet(parsed))));
        return command;
    }

    private static int Run(bool verbose, CommandOutput output)
    {
        using var parts = PipelineHost.Create(verbose);
        var list = ModelList.From(parts.GetRequiredService<ModelCatalog>(), TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        if (!output.IsDataTerminal)
            output.Write(list, json => json.ModelList);
        else
            AnsiConsole.Write(Table(list));
        foreach (var model in list.Unusable) Console.Error.WriteLine(model.Reason);
        return list.Items.Count > 0 ? ExitCode.Ok : ExitCode.ModelUnusable;
    }

    private static Table Table(ModelList list)
    {
        var table = new Table().AddColumns("name", "modes", "context", "default");
        foreach (var model in list.Items)
            table.AddRow(Markup.Escape(model.Name), string.Join(", ", model.Modes).ToLowerInvariant(), $"{model.ContextLength}", model.IsDefault ? "yes" : "");
        return table;
    }
}
