using System.Text.Json;

namespace StructGen.Generation.Chats;

/// <summary>The form of a chat answer. Immutable.</summary>
public sealed record ChatFormat
{
    private static readonly JsonElement AnyObject = JsonDocument.Parse("""{"type":"object"}""").RootElement;

    private ChatFormat(ChatFormatKind kind) => Kind = kind;

    /// <summary>Any text; the default.</summary>
    public static ChatFormat Text { get; } = new(ChatFormatKind.Text);

    /// <summary>Any JSON object.</summary>
    public static ChatFormat JsonObject { get; } = Json(AnyObject);

    /// <summary>Which of the forms.</summary>
    public ChatFormatKind Kind { get; }

    /// <summary>The JSON Schema of <see cref="ChatFormatKind.Schema"/>; null where it is a registered one.</summary>
    public JsonElement? Schema { get; private init; }

    /// <summary>The registered schema, <c>name</c> or <c>name@version</c>; null where it is inline.</summary>
    public string? SchemaName { get; private init; }

    /// <summary>Whether a keyword that cannot be enforced refuses the request; otherwise the answer is checked against it afterwards. Default: true.</summary>
    public bool Strict { get; private init; } = true;

    /// <summary>ECMA-262, as JSON Schema's <c>pattern</c>; set exactly for <see cref="ChatFormatKind.Pattern"/>.</summary>
    public string? Expression { get; private init; }

    /// <summary>The texts to choose from; empty unless <see cref="ChatFormatKind.Choice"/>.</summary>
    public IReadOnlyList<string> Choices { get; private init; } = [];

    /// <summary>JSON of a schema.</summary>
    public static ChatFormat Json(JsonElement schema, bool strict = true) => new(ChatFormatKind.Schema) { Schema = schema, Strict = strict };

    /// <summary>JSON of a registered schema.</summary>
    public static ChatFormat Registered(string name, bool strict = true) => new(ChatFormatKind.Schema) { SchemaName = name, Strict = strict };

    /// <summary>Text in which a regular expression is found; anchor it with <c>^…$</c> to match the whole.</summary>
    public static ChatFormat Pattern(string expression) => new(ChatFormatKind.Pattern) { Expression = expression };

    /// <summary>One of several texts.</summary>
    public static ChatFormat Choice(IReadOnlyList<string> choices) => new(ChatFormatKind.Choice) { Choices = choices };
}
