using StructGen.Api.Extractions;
using StructGen.Api.Problems;
using StructGen.Cli.Inputs;
using StructGen.Cli.Outputs;
using StructGen.Generation.Requests;

namespace StructGen.Cli.Verbs;

/// <summary>Many texts: for each a line of JSON, in order, and a line of progress. A text that fails does not end the others.</summary>
/// <param name="output">Where the lines go.</param>
/// <param name="waiting">What moves while a text is worked on.</param>
/// <param name="extract">Extracts from one text.</param>
internal sealed class ExtractBatch(
    CommandOutput output, WaitingLine waiting, Func<GenerationRequest, Action<int>?, CancellationToken, Task<GenerationResult>> extract)
{
    private readonly Dictionary<string, int> _failures = new(StringComparer.Ordinal);
    private int _done;
    private long _tokens;

    /// <summary>Whether lines hold whole responses.</summary>
    public bool Full { get; init; }

    /// <summary>Whether the stack trace of an internal error is shown.</summary>
    public bool Verbose { get; init; }

    /// <summary>Works through the texts.</summary>
    /// <returns>The exit code of the first failure; 0 without one.</returns>
    public async Task<int> RunAsync(GenerationRequest request, IReadOnlyList<TextInput> texts, CancellationToken cancellationToken)
    {
        var exit = ExitCode.Ok;
        try
        {
            for (var index = 0; index < texts.Count; index++)
            {
                var text = texts[index];
                var label = $"[{index + 1}/{texts.Count}] {text.Source}";
                var problem = await RunOneAsync(request, text, label, cancellationToken);
                output.Note($"{label}: {(problem is null ? "ok" : $"{problem.Kind.Code}: {problem.Detail}")}");
                _done++;
                if (problem is null) continue;
                _failures[problem.Kind.Code] = _failures.GetValueOrDefault(problem.Kind.Code) + 1;
                if (exit == ExitCode.Ok) exit = ExitCode.Of(problem);
            }
        }
        finally
        {
            Total(texts.Count);
        }

        return exit;
    }

    private async Task<Problem?> RunOneAsync(GenerationRequest request, TextInput text, string label, CancellationToken cancellationToken)
    {
        Problem? problem;
        try
        {
            var asked = request with { Text = text.Read() };
            var result = await waiting.ShowAsync(label, count => extract(asked, count, cancellationToken));
            _tokens += result.Usage.CompletionTokens;
            problem = ProblemMapping.From(result);
            if (problem is null)
            {
                output.WriteLine(Full
                    ? new ExtractLine(text.Source!) { Result = ExtractAnswer.From(result) }
                    : new ExtractLine(text.Source!) { Data = result.Data });
                foreach (var warning in result.Warnings)
                    output.Note($"structgen: warning: {text.Source}: {OptionNames.InWords(warning.Message)}");
                return null;
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            problem = ProblemMapping.From(exception);
            if (Verbose && problem.Kind == ProblemKind.Internal)
                await output.Notes.WriteLineAsync(exception.ToString());
        }

        problem = OptionNames.Translate(problem);
        output.WriteLine(new ExtractLine(text.Source!) { Error = problem.ToDetails() });
        return problem;
    }

    private void Total(int count)
    {
        var failed = _failures.Values.Sum();
        var kinds = failed == 0 ? "" : $" ({string.Join(", ", _failures.Select(kind => $"{kind.Key} {kind.Value}"))})";
        var open = _done == count ? "" : $", {count - _done} not reached";
        output.Note($"structgen: {count} texts: {_done - failed} ok, {failed} failed{kinds}{open}; {_tokens} tokens written");
    }
}
