using System.Text.Json;

namespace StructGen.Generation.Tools;

/// <summary>What a call of a tool gave: a value, or an error in words. Immutable. The model and the client read both.</summary>
public sealed record ToolOutput
{
    private ToolOutput(JsonElement? content, string? error)
    {
        Content = content;
        Error = error;
    }

    /// <summary>The value, text as a JSON string; null exactly where there is an error.</summary>
    public JsonElement? Content { get; }

    /// <summary>Why there is no value; null where there is one.</summary>
    public string? Error { get; }

    /// <summary>A JSON value.</summary>
    public static ToolOutput Of(JsonElement content) => new(content, null);

    /// <summary>A text.</summary>
    public static ToolOutput Of(string text) => new(JsonSerializer.SerializeToElement(text), null);

    /// <summary>A failure.</summary>
    /// <param name="message">What went wrong; holds no secret and no path of the host.</param>
    public static ToolOutput Failed(string message) => new(null, message);

    /// <summary>What the model reads.</summary>
    internal string ForModel() => Error is not null ? $"Error: {Error}" : Content is { ValueKind: JsonValueKind.String } text ? text.GetString()! : Content!.Value.GetRawText();
}
