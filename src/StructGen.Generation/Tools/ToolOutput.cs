using System.Text;
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

    /// <summary>A JSON value. One whose strings hold half of a surrogate pair (<c>"\ud800"</c>) is a failure: it is JSON, but no text that could be handed on.</summary>
    public static ToolOutput Of(JsonElement content)
        => IsText(content) ? new(content, null) : Failed("The tool's answer holds half of a surrogate pair, which is no text.");

    /// <summary>A text.</summary>
    public static ToolOutput Of(string text) => new(JsonSerializer.SerializeToElement(text), null);

    /// <summary>A failure.</summary>
    /// <param name="message">What went wrong; holds no secret and no path of the host.</param>
    public static ToolOutput Failed(string message) => new(null, message);

    private static bool IsText(JsonElement content)
    {
        var raw = content.GetRawText();
        if (!raw.Contains("\\u", StringComparison.Ordinal)) return true;
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(raw), new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            while (reader.Read())
            {
                if (reader.ValueIsEscaped && reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName) _ = reader.GetString();
            }

            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>What the model reads.</summary>
    internal string ForModel() => Error is not null ? $"Error: {Error}" : Content is { ValueKind: JsonValueKind.String } text ? text.GetString()! : Content!.Value.GetRawText();
}
