using System.Text.Json;
using StructGen.Api.Requests;
using StructGen.Constraints;
using StructGen.Generation.Requests;
using StructGen.Generation.Tools;

namespace StructGen.Api.ToolCalls;

/// <summary>A request in words and the tools that may answer it. Exactly one of <c>input</c> and <c>messages</c> is set.</summary>
public record ToolCallBody : SamplingBody
{
    /// <summary>The request.</summary>
    /// <example>What is the weather in Lisbon tomorrow?</example>
    public string? Input { get; init; }

    /// <summary>A conversation; calls of the assistant and their results are part of it.</summary>
    public IReadOnlyList<TurnBody>? Messages { get; init; }

    /// <summary>Names of registered tools, or tools as <c>{name, description, parameters}</c>.</summary>
    /// <example>["get_weather"]</example>
    public IReadOnlyList<JsonElement>? Tools { get; init; }

    /// <summary><c>auto</c> (default), <c>none</c>, <c>required</c> or a tool's name.</summary>
    /// <example>auto</example>
    public string? ToolChoice { get; init; }

    /// <summary>JSON Schema of the answer for when the model calls nothing; the answer is then <c>data</c>. Null is words. With <c>required</c> or a tool's name it plays no part.</summary>
    public JsonElement? AnswerSchema { get; init; }

    /// <summary>Whether several calls may be made at once. Default: false.</summary>
    public bool? Parallel { get; init; }

    /// <summary>In grammar mode: whether arguments are written in the order in which their schema declares them (declared, default) or in any.</summary>
    public PropertyOrder? PropertyOrder { get; init; }

    /// <summary>The same wish for the pipeline, which checks what the types cannot say.</summary>
    internal ToolCallRequest ToRequest() => new()
    {
        Input = Input,
        Messages = Messages?.Select((message, index) => message.ToMessage($"/messages/{index}")).ToList(),
        Tools = Tools?.Select((tool, index) => InlineTool.Read(tool, $"/tools/{index}")).ToList() ?? [],
        Choice = Generation.Tools.ToolChoice.Parse(ToolChoice),
        AnswerSchema = AnswerSchema,
        Parallel = Parallel ?? false,
        PropertyOrder = PropertyOrder ?? Constraints.PropertyOrder.Declared,
        Mode = Mode ?? GenerationMode.Auto,
        Model = Model,
        Sampling = ToSampling(),
        Retries = Retries ?? DefaultRetries,
        Timeout = ToTimeout(),
    };
}
