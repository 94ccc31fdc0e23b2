namespace StructGen.Generation.Tools;

/// <summary>Whether a tool is called, and which. Immutable.</summary>
public sealed record ToolChoice
{
    private ToolChoice(ToolChoiceKind kind, string? name)
    {
        Kind = kind;
        Name = name;
    }

    /// <summary>The model decides; it may answer in words.</summary>
    public static ToolChoice Auto { get; } = new(ToolChoiceKind.Auto, null);

    /// <summary>No tool: the model answers in words.</summary>
    public static ToolChoice None { get; } = new(ToolChoiceKind.None, null);

    /// <summary>At least one tool is called.</summary>
    public static ToolChoice Required { get; } = new(ToolChoiceKind.Required, null);

    /// <summary>Which rule applies.</summary>
    public ToolChoiceKind Kind { get; }

    /// <summary>The tool that must be called; set exactly when <see cref="Kind"/> is <see cref="ToolChoiceKind.Named"/>.</summary>
    public string? Name { get; }

    /// <summary>Exactly this tool is called.</summary>
    public static ToolChoice Named(string name) => new(ToolChoiceKind.Named, name);

    /// <summary>Reads <c>auto</c>, <c>none</c>, <c>required</c> or a tool's name; null is auto.</summary>
    public static ToolChoice Parse(string? text) => text switch
    {
        null or "auto" => Auto,
        "none" => None,
        "required" => Required,
        _ => Named(text),
    };

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => Name ?? Kind.ToString().ToLowerInvariant();
}
