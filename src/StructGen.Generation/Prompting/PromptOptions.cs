namespace StructGen.Generation.Prompting;

/// <summary>How a prompt is laid out in prompt mode. Immutable.</summary>
public sealed record PromptOptions
{
    /// <summary>The repaired Kor layout with JSON answers in tags.</summary>
    public static PromptOptions Default { get; } = new();

    /// <summary>Whether Kor's own behaviour, quirks included, is reproduced. Default: false.</summary>
    public bool Compat { get; init; }

    /// <summary><c>typescript</c> (default) or <c>bullet_point</c>.</summary>
    public string Descriptor { get; init; } = "typescript";

    /// <summary><c>json</c>, <c>yaml</c>, <c>csv</c> or <c>xml</c>; null is json, or csv under <see cref="Compat"/>.</summary>
    public string? Encoder { get; init; }

    /// <summary>Whether the answer stands in tags; null is the encoder's own default.</summary>
    public bool? UseTags { get; init; }

    /// <summary><c>triple_quotes</c>, <c>text_prefix</c> or null (raw).</summary>
    public string? InputFormatter { get; init; }

    /// <summary><c>text</c> or <c>chat</c>; null lets the model's kind decide.</summary>
    public string? Layout { get; init; }

    /// <summary>Replaces our instruction sentences; slots <c>{type_description}</c> and <c>{format_instructions}</c>.</summary>
    public string? InstructionTemplate { get; init; }
}
