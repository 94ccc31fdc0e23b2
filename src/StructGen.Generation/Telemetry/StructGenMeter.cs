using System.Diagnostics;
using System.Diagnostics.Metrics;
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

    internal static void Attempted(string model, GenerationMode mode, GenerationAttempt attempt)
    {
        Attempts.Add(1, [new("model", model), new("mode", Word(mode)), new("finish_reason", attempt.FinishReason)]);
        Tokens.Add(attempt.Usage.PromptTokens, [new("model", model), new("type", "prompt")]);
        Tokens.Add(attempt.Usage.CompletionTokens, [new("model", model), new("type", "completion")]);
    }

    internal static void Ended(string model, GenerationMode mode, GenerationOutcome outcome, TimeSpan duration)
    {
        TagList tags = [new("model", model), new("mode", Word(mode)), new("outcome", outcome.ToString())];
        Generations.Add(1, tags);
        Duration.Record(duration.TotalSeconds, tags);
    }

    private static string Word(GenerationMode mode) => mode.ToString().ToLowerInvariant();
}
