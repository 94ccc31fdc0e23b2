namespace StructGen.Generation.Chats;

/// <summary>How a model marks its thinking. Immutable.</summary>
/// <param name="Open">Before it.</param>
/// <param name="Close">Behind it.</param>
internal sealed record ThinkingTag(string Open, string Close)
{
    private const string TemplateKey = "tokenizer.chat_template";

    /// <summary>What most models write.</summary>
    public static ThinkingTag Usual { get; } = new("<think>", "</think>");

    private static readonly ThinkingTag[] Known = [Usual, new("[THINK]", "[/THINK]")];

    /// <summary>The tag that a model's chat template knows; null where it knows none.</summary>
    public static ThinkingTag? Of(IReadOnlyDictionary<string, string> metadata)
        => metadata.TryGetValue(TemplateKey, out var template) ? Known.FirstOrDefault(tag => template.Contains(tag.Close, StringComparison.Ordinal)) : null;
}
