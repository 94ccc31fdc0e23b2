using System.Text;
using Microsoft.Extensions.Logging;
using StructGen.Constraints;
using StructGen.Generation.Models;
using StructGen.Generation.Parsing;
using StructGen.Generation.Planning;
using StructGen.Generation.Requests;
using StructGen.Generation.Telemetry;

namespace StructGen.Generation.Retries;

/// <summary>What has happened so far in one generation: attempts, tokens, warnings; tells listeners. One owner.</summary>
internal sealed class AttemptLog(GenerationPlan plan, TimeProvider time, ILogger? logger, Action<GenerationEvent>? tell)
{
    private readonly List<GenerationAttempt> _attempts = [];
    private readonly List<GenerationWarning> _warnings = [.. plan.Warnings];
    private readonly StringBuilder _written = new();
    private readonly long _started = time.GetTimestamp();
    private long _attemptStarted;
    private bool _isWriting;

    public IReadOnlyList<GenerationAttempt> Attempts => _attempts;

    public IReadOnlyList<GenerationWarning> Warnings => _warnings;

    public TokenUsage Usage => _attempts.Aggregate(TokenUsage.None, (sum, attempt) => sum + attempt.Usage);

    public GenerationPlan Plan => plan;

    public TimeProvider Time => time;

    public void Warn(string code, string pointer, string message) => _warnings.Add(new GenerationWarning(code, pointer, message));

    /// <summary>Adds what a schema's report says, of which there may be as much as the schema has keywords.</summary>
    public void Warn(IEnumerable<GenerationWarning> warnings)
    {
        var found = warnings.Take(ReportBounds.MostErrors + 1).ToList();
        _warnings.AddRange(found.Take(ReportBounds.MostErrors).Select(warning => warning with
        {
            Pointer = ReportBounds.Cut(warning.Pointer, ReportBounds.MostPointer),
            Message = ReportBounds.Cut(warning.Message, ReportBounds.MostMessage),
        }));
        if (found.Count > ReportBounds.MostErrors) Warn("more-warnings", "", $"Only the first {ReportBounds.MostErrors} warnings on the schema are listed.");
    }

    /// <summary>Begins an attempt.</summary>
    /// <returns>What listens to the pieces; null when nobody does.</returns>
    public Action<string>? Begin()
    {
        _written.Clear();
        _isWriting = true;
        _attemptStarted = time.GetTimestamp();
        if (tell is null) return null;
        var number = _attempts.Count + 1;
        return text =>
        {
            _written.Append(text);
            tell(new AnswerDelta(number, text));
        };
    }

    /// <summary>JSON pointers into the last answer, as it was written, of the values that were written only to be whole within the limit; null where it was not near.</summary>
    public IReadOnlyList<string>? ClosedByBudget { get; private set; }

    /// <summary>Ends an attempt that came to an answer.</summary>
    public void End<T>(WrittenAnswer answer, Judgement<T> judgement)
    {
        ClosedByBudget = answer is { ClosedByBudget: true } ? AnswerPlaces.From(answer.Text, answer.ClosedFrom ?? answer.Text.Length, plan.Surface) : null;
        WarnOfLoops(answer);
        Add(new GenerationAttempt(Text(answer), answer.FinishReason, ReportBounds.Of(judgement.Errors), ReportBounds.Of(judgement.Repairs), Elapsed(_attemptStarted), answer.Usage));
        if (judgement.Outcome == GenerationOutcome.Answered && judgement.Repairs.Any(repair => repair.Kind == "missing-closers"))
            Warn("missing-closers", "", "The model stopped before the closing brackets of its answer; they were supplied behind the last complete value. Data may be missing.");
        if (judgement.Outcome != GenerationOutcome.Answered)
            logger?.AttemptRejected(_attempts.Count, plan.Model.Name, judgement.Outcome, judgement.Errors.Count, First(judgement.Errors)?.Keyword, First(judgement.Errors)?.SchemaPointer);
    }

    private void WarnOfLoops(WrittenAnswer answer)
    {
        var attempt = $"attempt {_attempts.Count + 1}";
        foreach (var place in answer.Repetitions.Select(place => AnswerPlaces.At(answer.Text, place, plan.Surface)).Distinct(StringComparer.Ordinal))
            Warn("repetition-ended", "", $"The model only repeated itself at {(place.Length == 0 ? "the root" : place)} of {attempt} and was stopped there; repetitionGuard: false lets it go on.");
        if (answer.RepeatsFrom is not null) Warn("repetition", "", $"The model only repeated itself at the end of {attempt}.");
    }

    /// <summary>Ends an attempt that the deadline cut off, if one is running.</summary>
    public void Abandon()
    {
        if (!_isWriting) return;
        var error = new ValidationError("", "", "", $"The time for all attempts, {plan.Timeout.TotalSeconds} seconds, ran out.");
        Add(new GenerationAttempt(_written.ToString(), WrittenAnswer.Cancelled, [error], [], Elapsed(_attemptStarted), TokenUsage.None));
    }

    /// <summary>Counts and logs the end.</summary>
    public void Close(GenerationOutcome outcome)
    {
        StructGenMeter.Ended(plan, outcome, Usage, time.GetElapsedTime(_started));
        logger?.GenerationEnded(plan.Model.Name, plan.Mode, outcome, _attempts.Count, Usage.PromptTokens, Usage.CompletionTokens, Elapsed(_started));
    }

    private static string Text(WrittenAnswer answer)
        => answer.Calls.Count == 0 ? answer.Text : answer.Text + Tools.NativeCalls.Write(answer.Calls);

    private static ValidationError? First(IReadOnlyList<ValidationError> errors) => errors.Count == 0 ? null : errors[0];

    private void Add(GenerationAttempt attempt)
    {
        _isWriting = false;
        _attempts.Add(attempt);
        StructGenMeter.Attempted(plan.Model.Name, plan.Mode, attempt);
        GenerationAccount.Add(attempt.Usage);
        tell?.Invoke(new AttemptEnded(_attempts.Count, attempt));
    }

    private double Elapsed(long since) => time.GetElapsedTime(since).TotalMilliseconds;
}
