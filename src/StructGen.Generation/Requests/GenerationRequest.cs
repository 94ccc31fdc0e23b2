using System.Text.Json;
using StructGen.Generation.Prompting;

namespace StructGen.Generation.Requests;

/// <summary>One wish: a schema and a text in, data that fits the schema out. Immutable.</summary>
public sealed record GenerationRequest
{
    /// <summary>Inline JSON Schema (object or boolean). Exactly one of this, <see cref="SchemaName"/> and <see cref="Spec"/> is set.</summary>
    public JsonElement? Schema { get; init; }

    /// <summary>Registered schema: <c>name</c>, <c>name@version</c> or <c>name@latest</c>.</summary>
    public string? SchemaName { get; init; }

    /// <summary>Kor-style extraction spec in its JSON form (docs/prompt-mode.md).</summary>
    public JsonElement? Spec { get; init; }

    /// <summary>The source text. Exactly one of this and <see cref="Messages"/> is set.</summary>
    public string? Text { get; init; }

    /// <summary>Chat messages whose user text is the source.</summary>
    public IReadOnlyList<PromptMessage>? Messages { get; init; }

    /// <summary>How the answer is made. Default: <see cref="GenerationMode.Auto"/>.</summary>
    public GenerationMode Mode { get; init; } = GenerationMode.Auto;

    /// <summary>What the model writes. Default: <see cref="AnswerSurface.Json"/>; the data is JSON either way.</summary>
    public AnswerSurface Surface { get; init; } = AnswerSurface.Json;

    /// <summary>File stem of a GGUF, or <c>provider/name</c>; null is the configured default.</summary>
    public string? Model { get; init; }

    /// <summary>Examples beside those that the schema carries.</summary>
    public IReadOnlyList<ExtractionExample> Examples { get; init; } = [];

    /// <summary>How the prompt is laid out in prompt mode.</summary>
    public PromptOptions Prompt { get; init; } = PromptOptions.Default;

    /// <summary>How tokens are chosen.</summary>
    public SamplingOptions Sampling { get; init; } = SamplingOptions.Default;

    /// <summary>Repair attempts after the first. Default: 2.</summary>
    public int Retries { get; init; } = 2;

    /// <summary>Time for all attempts together; null is the service's own limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Whether a keyword that cannot be enforced refuses the request; otherwise it is left to the validator and a warning says so. Default: true.</summary>
    public bool Strict { get; init; } = true;
}

/// <summary>How an answer is made.</summary>
public enum GenerationMode
{
    /// <summary>Grammar if the model shows its tokens, else native, else prompt.</summary>
    Auto,

    /// <summary>Kor-style prompt, parse, validate, repair; any model.</summary>
    Prompt,

    /// <summary>Token masks; models that show their tokens.</summary>
    Grammar,

    /// <summary>A remote provider's own schema mode.</summary>
    Native,
}

/// <summary>What the model writes.</summary>
public enum AnswerSurface
{
    /// <summary>JSON.</summary>
    Json,

    /// <summary>YAML, block style.</summary>
    Yaml,
}

/// <summary>How tokens are chosen among the allowed ones.</summary>
public sealed record SamplingOptions
{
    /// <summary>Greedy decoding, at most 1,024 tokens.</summary>
    public static SamplingOptions Default { get; } = new();

    /// <summary>0 (default) takes the likeliest token.</summary>
    public float Temperature { get; init; }

    /// <summary>Smallest set of tokens whose probability reaches this; null is off.</summary>
    public float? TopP { get; init; }

    /// <summary>Only the k likeliest tokens; null is off.</summary>
    public int? TopK { get; init; }

    /// <summary>Only tokens at least this fraction as likely as the likeliest; null is off.</summary>
    public float? MinP { get; init; }

    /// <summary>Seed of the draw; null draws one, which the result does not repeat.</summary>
    public int? Seed { get; init; }

    /// <summary>Most tokens of one attempt; null is 1,024 or what the context leaves.</summary>
    public int? MaxTokens { get; init; }
}

/// <summary>A message of a prompt.</summary>
/// <param name="Role"><c>system</c>, <c>user</c> or <c>assistant</c>.</param>
/// <param name="Content">Its text.</param>
public sealed record PromptMessage(string Role, string Content);

/// <summary>A text and what is to be extracted from it.</summary>
/// <param name="Text">The input.</param>
/// <param name="Data">The answer; null means that there is nothing to extract.</param>
public sealed record ExtractionExample(string Text, JsonElement? Data);
