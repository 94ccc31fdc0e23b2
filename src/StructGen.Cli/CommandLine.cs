using System.CommandLine;
using System.CommandLine.Invocation;
using Microsoft.Extensions.Options;
using StructGen.Api.Problems;
using StructGen.Api.Requests;
using StructGen.Cli.Outputs;
using StructGen.Cli.Verbs;

namespace StructGen.Cli;

/// <summary>The command line: verbs in, an exit code out. Data goes to standard output, everything else to standard error.</summary>
internal static class CommandLine
{
    /// <summary>All verbs.</summary>
    public static RootCommand Create()
    {
        var root = new RootCommand("Structured generation: a JSON Schema and some text in, data that is guaranteed to fit the schema out.")
        {
            ExtractVerb.Create(),
            ToolVerb.Create(),
            PromptVerb.Create(),
            ParseVerb.Create(),
            CheckVerb.Create(),
            ModelsVerb.Create(),
            ServeVerb.Create(),
            HealthVerb.Create(),
        };
        HelpExamples.AddTo(root);
        return root;
    }

    /// <summary>Runs one command.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Create().Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is ParseErrorAction)
            return Refuse(parsed);
        var ends = new InvocationConfiguration { EnableDefaultExceptionHandler = false };
        if (parsed.CommandResult.Command.Name == ServeVerb.Name)
            ends.ProcessTerminationTimeout = null; // The host ends by itself and lets requests in flight finish.
        try
        {
            return await parsed.InvokeAsync(ends);
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        catch (OptionsValidationException exception)
        {
            foreach (var failure in exception.Failures)
                Console.Error.WriteLine($"structgen: configuration: {failure}");
            return ExitCode.BadInput;
        }
        catch (Exception exception)
        {
            return Fail(exception, args.Contains("--verbose"));
        }
    }

    /// <summary>Says what is wrong with the arguments and what to do instead.</summary>
    private static int Refuse(ParseResult parsed)
    {
        foreach (var error in parsed.Errors)
            Console.Error.WriteLine($"structgen: {error.Message}");
        var known = Known(parsed.CommandResult.Command).ToList();
        foreach (var token in parsed.UnmatchedTokens)
        {
            if (NearestName.Of(token, known) is { } near)
                Console.Error.WriteLine($"structgen: did you mean '{near}'?");
        }

        var verb = parsed.CommandResult.Command is RootCommand ? "" : $" {parsed.CommandResult.Command.Name}";
        Console.Error.WriteLine($"structgen: 'structgen{verb} --help' shows the options and an example.");
        return ExitCode.BadInput;
    }

    private static IEnumerable<string> Known(Command command)
        => command.Options.Select(option => option.Name).Concat(command.Subcommands.Select(verb => verb.Name));

    private static int Fail(Exception exception, bool isVerbose)
    {
        var problem = OptionNames.Translate(ProblemMapping.From(exception));
        CommandOutput.OfProcess().Error(problem);
        if (problem.Kind == ProblemKind.Internal && isVerbose)
            Console.Error.WriteLine(exception);
        return ExitCode.Of(problem);
    }
}
