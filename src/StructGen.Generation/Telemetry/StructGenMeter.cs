using System.Diagnostics;
using System.Diagnostics.Metrics;
using StructGen.Generation.Planning;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Telemetry;

/// <summary>What is counted and traced. Source and meter are both named <c>StructGen</c>; no tag or value holds a document.</summary>
public static class StructGenMeter
{
    /// <summary>The name of the activity source and the meter.</summary>
    public const string Name = "StructGen";

    internal static readonly ActivitySource Activities = new(Name);
    private static readonly Meter Meter = new(Name);

    internal static readonly Counter<long> Attempts = Meter.CreateCounter<long>("structgen.attempts", "{attempt}", "Calls of a model, by finish reason.");
    internal static readonly Counter<long> Tokens = Meter.CreateCounter<long>("structgen.tokens", "{token}", "Tokens, by type prompt or completion.");
    internal static readonly Counter<long> Generations = Meter.CreateCounter<long>("structgen.generations", "{generation}", "Generations, by outcome.");
    internal static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("structgen.generation.duration", "s", "Time of a generation, all attempts together.");
    internal static readonly Counter<long> CallsRepeated = Meter.CreateCounter<long>("structgen.transport.retries", "{call}", "Calls of remote models that were repeated.");
    internal static readonly Counter<long> Disagreements = Meter.CreateCounter<long>("structgen.second_opinion.disagreements", "{answer}", "Answers that NJsonSchema judges differently, by the engine's verdict.");

    internal static readonly Counter<long> Repairs = Meter.CreateCounter<long>("structgen.repairs", "{repair}", "What was mended in answers while they were read, by kind.");
    internal static readonly Histogram<double> MaskTime = Meter.CreateHistogram("structgen.mask.duration", "s", "Time that the token masks of an answer took, all its tokens together.", advice: Buckets(0.0001, 2, 16));
    internal static readonly Histogram<double> CallDuration = Meter.CreateHistogram("gen_ai.client.operation.duration", "s", "Time of a call of a model.", advice: Buckets(0.01, 2, 14));
    internal static readonly Histogram<long> CallTokens = Meter.CreateHistogram(
        "gen_ai.client.token.usage", "{token}", "Tokens of a call of a model.", advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = [.. Enumerable.Range(0, 14).Select(step => 1L << (2 * step))] });

    internal static void Attempted(string model, GenerationMode mode, GenerationAttempt attempt)
    {
        Attempts.Add(1, [new("model", model), new("mode", Word(mode)), new("finish_reason", attempt.FinishReason)]);
        foreach (var repair in attempt.Repairs) Repairs.Add(1, [new("model", model), new("kind", repair.Kind)]);
        Tokens.Add(attempt.Usage.PromptTokens, [new("model", model), new("type", "prompt")]);
        Tokens.Add(attempt.Usage.CompletionTokens, [new("model", model), new("type", "completion")]);
    }

    internal static void Ended(GenerationPlan plan, GenerationOutcome outcome, TokenUsage usage, TimeSpan duration)
    {
        TagList tags = [new("model", plan.Model.Name), new("mode", Word(plan.Mode)), new("outcome", outcome.ToString())];
        Generations.Add(1, tags);
        Duration.Record(duration.TotalSeconds, tags);
        if (Activity.Current is not { } span || span.Source != Activities) return;
        span.SetTag("gen_ai.operation.name", span.OperationName)
            .SetTag("gen_ai.provider.name", plan.Model.Provider)
            .SetTag("gen_ai.request.model", plan.Model.Name)
            .SetTag("gen_ai.usage.input_tokens", usage.PromptTokens)
            .SetTag("gen_ai.usage.output_tokens", usage.CompletionTokens)
            .SetTag("structgen.mode", Word(plan.Mode))
            .SetTag("structgen.outcome", outcome.ToString());
        if (outcome != GenerationOutcome.Answered) span.SetTag("error.type", outcome.ToString()).SetStatus(ActivityStatusCode.Error);
    }

    // The conventions' boundaries: each so many times the one before it.
    private static InstrumentAdvice<double> Buckets(double first, double factor, int count)
        => new() { HistogramBucketBoundaries = [.. Enumerable.Range(0, count).Select(step => Math.Round(first * Math.Pow(factor, step), 6))] };

    private static string Word(GenerationMode mode) => mode.ToString().ToLowerInvariant();
}
