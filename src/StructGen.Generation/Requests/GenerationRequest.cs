using System.Text.Json;
using StructGen.Constraints;
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

    /// <summary>What becomes of properties whose values the text does not hold; null: the model is not offered to say so, but where the schema has <c>x-absent</c>.</summary>
    public AbsencePolicy? Absent { get; init; }

    /// <summary>What a stream tells beside deltas and attempts.</summary>
    public StreamOptions Stream { get; init; } = StreamOptions.Default;

    /// <summary>Whether a keyword that cannot be enforced refuses the request; otherwise it is left to the validator and a warning says so. Default: true.</summary>
    public bool Strict { get; init; } = true;

    /// <summary>In which order members are written in grammar mode. Default: <see cref="Constraints.PropertyOrder.Declared"/>.</summary>
    public PropertyOrder PropertyOrder { get; init; } = PropertyOrder.Declared;
}
