using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace StructGen.Cli;

/// <summary>Puts a worked example below each verb's help.</summary>
internal static class HelpExamples
{
    private static readonly Dictionary<string, string[]> Examples = new(StringComparer.Ordinal)
    {
        ["extract"] =
        [
            "structgen extract --schema schemas/contact.schema.json --text \"Please call Jane Roe at Initech, 555-0134.\"",
            "structgen extract --schema invoice --folder invoices > invoices.jsonl",
            "cat mail.txt | structgen extract --schema support-ticket --mode prompt --full",
        ],
        ["tool"] = ["structgen tool --tools schemas/tools --input \"What is the weather in Lisbon tomorrow?\" --choice required"],
        ["prompt"] = ["structgen prompt --schema contact --text \"Call Jane Roe.\" --descriptor typescript --encoder json"],
        ["parse"] = ["structgen parse --schema contact --raw \"<json>{\\\"name\\\": \\\"Jane Roe\\\"}</json>\""],
        ["check"] = ["structgen check schemas/invoice.schema.json", "structgen check schemas/invoice.schema.json invoice.json"],
        ["models"] = ["structgen models"],
        ["serve"] = ["structgen serve --urls http://127.0.0.1:8080"],
        ["health"] = ["structgen health http://127.0.0.1:8080"],
    };

    /// <summary>Changes the help of a command line.</summary>
    public static void AddTo(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((SynchronousCommandLineAction)help.Action!);
    }

    private sealed class HelpWithExamples(SynchronousCommandLineAction help) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var exit = help.Invoke(parseResult);
            var output = parseResult.InvocationConfiguration.Output;
            var command = parseResult.CommandResult.Command;
            HelpGroups.Write(command, output);
            output.WriteLine("Examples:");
            foreach (var example in Examples.GetValueOrDefault(command.Name) ?? Examples["extract"])
                output.WriteLine($"  {example}");
            if (command is RootCommand)
                output.WriteLine("\nExit codes: 0 ok, 1 the answer or instance is not valid, 2 usage or bad input, "
                    + "3 model or store not usable, 4 time out, 5 internal error, 130 interrupted.");
            return exit;
        }
    }
}
