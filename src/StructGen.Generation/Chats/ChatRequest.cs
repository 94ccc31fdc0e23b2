using Microsoft.Extensions.AI;
using StructGen.Generation.Requests;
using StructGen.Generation.Tools;

namespace StructGen.Generation.Chats;

/// <summary>A conversation that a model goes on with: in words, in data of a schema, or by calling tools. Immutable.</summary>
public sealed record ChatRequest
{
    /// <summary>The conversation, at least one message: system, user, assistant (with calls) and tool (results).</summary>
    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    /// <summary>The form of the answer. Default: <see cref="ChatFormat.Text"/>.</summary>
    public ChatFormat Format { get; init; } = ChatFormat.Text;

    /// <summary>The tools that may be called. Default: none.</summary>
    public IReadOnlyList<ToolDefinition> Tools { get; init; } = [];

    /// <summary>Whether a tool is called, and which. Default: <see cref="ToolChoice.Auto"/>.</summary>
    public ToolChoice Choice { get; init; } = ToolChoice.Auto;

    /// <summary>Whether several calls may be made at once. Default: true.</summary>
    public bool Parallel { get; init; } = true;

    /// <summary>File stem of a GGUF, or <c>provider/name</c>; null is the configured default.</summary>
    public string? Model { get; init; }

    /// <summary>How tokens are chosen and how many at most, those of thinking included.</summary>
    public SamplingOptions Sampling { get; init; } = SamplingOptions.Default;

    /// <summary>Texts that end an answer in words and are not part of it. Answers under a constraint end where the constraint says.</summary>
    public IReadOnlyList<string> StopStrings { get; init; } = [];

    /// <summary>Whether the model is shown the schema of the answer. Default: true; tools are always shown.</summary>
    public bool ShowSchema { get; init; } = true;

    /// <summary>Most tokens of thinking before the answer; 0 is none. Null: a usual budget for models whose chat template knows a tag for thinking.</summary>
    public int? ThinkingBudget { get; init; }

    /// <summary>Whether the budget counts also for models whose chat template knows no tag. Default: false, they do not think.</summary>
    public bool ThinksAnyway { get; init; }

    /// <summary>Repair attempts after the first, where the answer is not enforced while it is written; the service's limit bounds it. Default: 2.</summary>
    public int Retries { get; init; } = 2;
}
