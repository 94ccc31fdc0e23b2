using System.CommandLine;

namespace StructGen.Cli.Inputs;

/// <summary>The options that say how much is written to standard error.</summary>
internal sealed class LogFlags
{
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Write only data and errors: no progress, warnings or totals." };
    private readonly Option<bool> _verbose = new("--verbose")
    {
        Description = "Log to standard error, and show the stack trace of an internal error.",
    };

    public void AddTo(Command command)
    {
        command.Add(_quiet);
        command.Add(_verbose);
    }

    public bool IsQuiet(ParseResult parsed) => parsed.GetValue(_quiet);

    public bool IsVerbose(ParseResult parsed) => parsed.GetValue(_verbose);
}
