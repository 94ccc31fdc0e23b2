using StructGen.Constraints;
using StructGen.Generation.Models;
using StructGen.Generation.Parsing;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Retries;

/// <summary>The judgements that need no look at the data.</summary>
internal static class Judgements
{
    public static Judgement<T> Refused<T>(WrittenAnswer answer)
        => Fault<T>(GenerationOutcome.Refused, answer.FinishReason == WrittenAnswer.Filtered ? "The provider's filter withheld the answer." : "The model declined to answer.");

    public static Judgement<T> Empty<T>() => Fault<T>(GenerationOutcome.EmptyAnswer, "The answer is empty.");

    public static Judgement<T> Truncated<T>()
        => Fault<T>(GenerationOutcome.Truncated, "The token limit cut the answer off: raise maxTokens, shorten the text, or ask for less at once.");

    public static Judgement<T> Invalid<T>(IReadOnlyList<ValidationError> errors, IReadOnlyList<AnswerRepair> repairs)
        => new(GenerationOutcome.InvalidAnswer, default) { Errors = errors, Repairs = repairs };

    public static Judgement<T> Unreadable<T>(IEnumerable<string> errors, IReadOnlyList<AnswerRepair> repairs)
        => Invalid<T>([.. errors.DefaultIfEmpty("No data could be found in the answer.").Select(error => new ValidationError("", "", "", error))], repairs);

    /// <summary>What a reading that gives no data to rely on comes to: ambiguous, cut within a value, or unreadable; null where there is data.</summary>
    public static Judgement<T>? Unusable<T>(ParsedAnswer parsed)
    {
        if (parsed.Ambiguous)
            return Unreadable<T>(parsed.Errors, parsed.Repairs) with { Outcome = GenerationOutcome.AmbiguousAnswer };
        if (parsed is { Truncated: true, LacksOnlyClosers: false })
            return Unreadable<T>([.. parsed.Errors, ParsedAnswer.CutWithinValue], parsed.Repairs);
        return parsed.Data is null ? Unreadable<T>(parsed.Errors, parsed.Repairs) : null;
    }

    private static Judgement<T> Fault<T>(GenerationOutcome outcome, string message)
        => new(outcome, default) { Errors = [new ValidationError("", "", "", message)] };
}
