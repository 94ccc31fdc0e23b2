using System.Text.Json;
using StructGen.Api.Prompts;
using StructGen.Api.Requests;
using StructGen.Constraints;
using StructGen.Generation.Requests;

namespace StructGen.Api.Extractions;

/// <summary>A schema and a text. Every member may be null; exactly one of <c>schema</c>, <c>schemaName</c>, <c>spec</c> and one of <c>text</c>, <c>messages</c> is set.</summary>
public sealed record ExtractBody : SamplingBody
{
    /// <summary>Inline JSON Schema, an object or a boolean.</summary>
    public JsonElement? Schema { get; init; }

    /// <summary>A registered schema: <c>name</c>, <c>name@version</c> or <c>name@latest</c>.</summary>
    /// <example>contact</example>
    public string? SchemaName { get; init; }

    /// <summary>A Kor-style extraction spec.</summary>
    public JsonElement? Spec { get; init; }

    /// <summary>The source text.</summary>
    /// <example>Please call Jane Roe at Initech, 555-0134.</example>
    public string? Text { get; init; }

    /// <summary>Chat messages whose user text is the source.</summary>
    public IReadOnlyList<MessageBody>? Messages { get; init; }

    /// <summary>What the model writes: json (default) or yaml. The data is JSON either way.</summary>
    public AnswerSurface? Surface { get; init; }

    /// <summary>Examples beside those that the schema carries.</summary>
    public IReadOnlyList<ExampleBody>? Examples { get; init; }

    /// <summary>How the prompt is laid out in prompt mode.</summary>
    public PromptBody? Prompt { get; init; }

    /// <summary>What becomes of properties whose values the text does not hold: null, omit, default or error. A property's own <c>x-absent</c> goes before it.</summary>
    public AbsencePolicy? Absent { get; init; }

    /// <summary>What a stream tells beside deltas and attempts.</summary>
    public StreamBody? Stream { get; init; }

    /// <summary>Whether a keyword that cannot be enforced refuses the request (default) or is left to the validator, with a warning.</summary>
    public bool? Strict { get; init; }

    /// <summary>In grammar mode: whether members are written in the order in which the schema declares them (declared, default) or in any.</summary>
    public PropertyOrder? PropertyOrder { get; init; }

    /// <summary>The same wish for the pipeline, which checks what the types cannot say.</summary>
    internal GenerationRequest ToRequest() => new()
    {
        Schema = Schema,
        SchemaName = SchemaName,
        Spec = Spec,
        Text = Text,
        Messages = Messages?.Select(message => message.ToMessage()).ToList(),
        Mode = Mode ?? GenerationMode.Auto,
        Surface = Surface ?? AnswerSurface.Json,
        Model = Model,
        Examples = Examples?.Select(example => new ExtractionExample(example.Text, example.Data)).ToList() ?? [],
        Prompt = PromptBody.ToOptions(Prompt),
        Sampling = ToSampling(),
        Retries = Retries ?? DefaultRetries,
        Timeout = ToTimeout(),
        Absent = Absent,
        Stream = StreamBody.ToOptions(Stream),
        Strict = Strict ?? true,
        PropertyOrder = PropertyOrder ?? Constraints.PropertyOrder.Declared,
    };
}
