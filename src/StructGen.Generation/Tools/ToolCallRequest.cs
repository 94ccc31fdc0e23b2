using System.Text.Json;
using Microsoft.Extensions.AI;
using StructGen.Constraints;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Tools;

/// <summary>A request in words and the tools that may answer it. Immutable.</summary>
public sealed record ToolCallRequest
{
    /// <summary>The request. Exactly one of this and <see cref="Messages"/> is set.</summary>
    public string? Input { get; init; }

    /// <summary>A conversation with a request of the user in it: system, user, assistant (with calls) and tool (their results). Every call has its result before anyone else speaks.</summary>
    public IReadOnlyList<ChatMessage>? Messages { get; init; }

    /// <summary>The tools, at least one unless <see cref="Choice"/> is <see cref="ToolChoice.None"/>.</summary>
    public required IReadOnlyList<ToolReference> Tools { get; init; }

    /// <summary>Whether a tool is called, and which. Default: <see cref="ToolChoice.Auto"/>.</summary>
    public ToolChoice Choice { get; init; } = ToolChoice.Auto;

    /// <summary>JSON Schema of the answer when nothing is called; null is words. With a choice that forces a call it plays no part.</summary>
    public JsonElement? AnswerSchema { get; init; }

    /// <summary>Whether several calls may be made at once. Default: false.</summary>
    public bool Parallel { get; init; }

    /// <summary>In which order arguments are written in grammar mode. Default: <see cref="Constraints.PropertyOrder.Declared"/>.</summary>
    public PropertyOrder PropertyOrder { get; init; } = PropertyOrder.Declared;

    /// <summary>How the call is made. Default: <see cref="GenerationMode.Auto"/>.</summary>
    public GenerationMode Mode { get; init; } = GenerationMode.Auto;

    /// <summary>File stem of a GGUF, or <c>provider/name</c>; null is the configured default.</summary>
    public string? Model { get; init; }

    /// <summary>How tokens are chosen.</summary>
    public SamplingOptions Sampling { get; init; } = SamplingOptions.Default;

    /// <summary>Repair attempts after the first. Default: 2.</summary>
    public int Retries { get; init; } = 2;

    /// <summary>Time for all attempts together; null is the service's own limit.</summary>
    public TimeSpan? Timeout { get; init; }
}
