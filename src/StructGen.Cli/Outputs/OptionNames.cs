using System.Text.RegularExpressions;
using StructGen.Api.Problems;

namespace StructGen.Cli.Outputs;

/// <summary>Says problems in the words of the command line: the pipeline names the members of a request.</summary>
internal static partial class OptionNames
{
    private static readonly Dictionary<string, string> Options = new(StringComparer.Ordinal)
    {
        ["/schema"] = "--schema",
        ["/schemaName"] = "--schema",
        ["/spec"] = "--spec",
        ["/text"] = "--text",
        ["/input"] = "--input",
        ["/raw"] = "--raw",
        ["/examples"] = "--examples",
        ["/mode"] = "--mode",
        ["/model"] = "--model",
        ["/surface"] = "--surface",
        ["/absent"] = "--absent",
        ["/temperature"] = "--temperature",
        ["/seed"] = "--seed",
        ["/maxTokens"] = "--max-tokens",
        ["/retries"] = "--retries",
        ["/timeoutSeconds"] = "--timeout",
        ["/tools"] = "--tools",
        ["/toolChoice"] = "--choice",
        ["/prompt/compat"] = "--compat",
        ["/prompt/descriptor"] = "--descriptor",
        ["/prompt/encoder"] = "--encoder",
        ["/prompt/useTags"] = "--use-tags",
        ["/prompt/inputFormatter"] = "--input-formatter",
        ["/prompt/layout"] = "--layout",
        ["/prompt/instructionTemplate"] = "--instruction-template",
    };

    /// <summary>The same problem for somebody at a terminal.</summary>
    public static Problem Translate(Problem problem)
    {
        if (problem.Kind == ProblemKind.Internal)
            return problem with { Detail = "Internal error: this is a bug in structgen. Run again with --verbose for the stack trace." };
        if (problem.Kind != ProblemKind.MalformedRequest && problem.Kind != ProblemKind.Truncated && problem.Kind != ProblemKind.Timeout)
            return problem; // Their texts quote schemas and answers, whose names are not options.
        var detail = InWords(problem.Detail);
        if (problem.Errors is [{ Pointer: var pointer }]
            && Options.TryGetValue(pointer, out var option)
            && !detail.Contains(option, StringComparison.Ordinal))
        {
            detail = $"{option}: {detail}";
        }

        return problem with
        {
            Detail = detail,
            Errors = [.. problem.Errors.Select(reason => reason with { Message = InWords(reason.Message) })],
        };
    }

    /// <summary>A text of the pipeline with options for members.</summary>
    public static string InWords(string text) => Member().Replace(text, member => member.Value switch
    {
        "maxTokens" => "--max-tokens",
        "timeoutSeconds" => "--timeout",
        "prompt.compat" => "--compat",
        _ => "--choice",
    });

    [GeneratedRegex(@"\b(?:maxTokens|timeoutSeconds|prompt\.compat|toolChoice)\b")]
    private static partial Regex Member();
}
