using StructGen.Generation.Prompting;

namespace StructGen.Api.Prompts;

/// <summary>How a prompt is laid out in prompt mode.</summary>
public sealed record PromptBody
{
    /// <summary>Whether Kor's own layout, encodings and results are reproduced, quirks included. Default: false.</summary>
    public bool? Compat { get; init; }

    /// <summary><c>typescript</c> (default) or <c>bullet_point</c>.</summary>
    /// <example>typescript</example>
    public string? Descriptor { get; init; }

    /// <summary><c>json</c> (default), <c>yaml</c>, <c>csv</c> (default in compat) or <c>xml</c>.</summary>
    /// <example>json</example>
    public string? Encoder { get; init; }

    /// <summary>Whether the answer stands in tags. Default: the encoder's own.</summary>
    public bool? UseTags { get; init; }

    /// <summary><c>triple_quotes</c> or <c>text_prefix</c>. Default: the text as it is.</summary>
    public string? InputFormatter { get; init; }

    /// <summary><c>text</c> or <c>chat</c>. Default: what the model takes.</summary>
    public string? Layout { get; init; }

    /// <summary>Replaces our instruction sentences; slots <c>{type_description}</c> and <c>{format_instructions}</c>.</summary>
    public string? InstructionTemplate { get; init; }

    internal static PromptOptions ToOptions(PromptBody? body) => body is null
        ? PromptOptions.Default
        : new()
        {
            Compat = body.Compat ?? false,
            Descriptor = body.Descriptor ?? PromptOptions.Default.Descriptor,
            Encoder = body.Encoder,
            UseTags = body.UseTags,
            InputFormatter = body.InputFormatter,
            Layout = body.Layout,
            InstructionTemplate = body.InstructionTemplate,
        };
}
