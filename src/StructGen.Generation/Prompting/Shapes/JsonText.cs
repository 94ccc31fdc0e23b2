using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using StructGen.Constraints;

namespace StructGen.Generation.Prompting.Shapes;

/// <summary>JSON as text and values: the bundled model's separators (<c>", "</c> and <c>": "</c>), non-ASCII raw, numbers as written.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true, MaxDepth = 1000 };

    /// <summary>Options under which every document of this project is read.</summary>
    public static JsonDocumentOptions Reading { get; } = new() { MaxDepth = 512 };

    /// <summary>A JSON string.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2);
        AppendQuoted(quoted, text);
        return quoted.ToString();
    }

    /// <summary>Appends a JSON string in which only what must be is escaped.</summary>
    public static void AppendQuoted(StringBuilder target, string text)
    {
        target.Append('"');
        foreach (var unit in text)
        {
            switch (unit)
            {
                case '"': target.Append("\\\""); break;
                case '\\': target.Append("\\\\"); break;
                case '\n': target.Append("\\n"); break;
                case '\r': target.Append("\\r"); break;
                case '\t': target.Append("\\t"); break;
                case '\b': target.Append("\\b"); break;
                case '\f': target.Append("\\f"); break;
                case < ' ': target.Append($"\\u{(int)unit:x4}"); break;
                default: target.Append(unit); break;
            }
        }

        target.Append('"');
    }

    /// <summary>A value on one line.</summary>
    public static string Compact(JsonElement value)
    {
        var target = new StringBuilder();
        AppendCompact(target, value);
        return target.ToString();
    }

    /// <summary>Parses text that this project wrote itself.</summary>
    public static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json, Reading);
        return document.RootElement.Clone();
    }

    /// <summary>Builds a value with a writer.</summary>
    public static JsonElement Build(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Writing))
            write(writer);
        using var document = JsonDocument.Parse(buffer.WrittenMemory, Reading);
        return document.RootElement.Clone();
    }

    /// <summary><c>{name: value}</c>.</summary>
    public static JsonElement Wrap(string name, JsonElement value) => Build(writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName(name);
        value.WriteTo(writer);
        writer.WriteEndObject();
    });

    /// <summary><c>[value]</c>.</summary>
    public static JsonElement WrapInArray(JsonElement value) => Build(writer =>
    {
        writer.WriteStartArray();
        value.WriteTo(writer);
        writer.WriteEndArray();
    });

    /// <summary>Whether two values are equal as JSON: numbers by value, members in any order.</summary>
    /// <remarks>The base class library compares exactly, but refuses exponents beyond an int and nesting beyond the stack; such values are equal when they are written alike.</remarks>
    public static bool Same(JsonElement left, JsonElement right)
    {
        try
        {
            return JsonElement.DeepEquals(left, right);
        }
        catch (Exception exception) when (exception is ArgumentException or InsufficientExecutionStackException)
        {
            return left.GetRawText() == right.GetRawText();
        }
    }

    private static void AppendCompact(StringBuilder target, JsonElement value)
    {
        if (DeepStack.IsShort)
        {
            DeepStack.Continue(static at => AppendCompact(at.Target, at.Value), (Target: target, Value: value));
            return;
        }

        var separator = "";
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                target.Append('{');
                foreach (var member in value.EnumerateObject())
                {
                    target.Append(separator);
                    AppendQuoted(target, member.Name);
                    target.Append(": ");
                    AppendCompact(target, member.Value);
                    separator = ", ";
                }

                target.Append('}');
                break;
            case JsonValueKind.Array:
                target.Append('[');
                foreach (var item in value.EnumerateArray())
                {
                    target.Append(separator);
                    AppendCompact(target, item);
                    separator = ", ";
                }

                target.Append(']');
                break;
            case JsonValueKind.String:
                AppendQuoted(target, Text(value));
                break;
            default:
                target.Append(value.GetRawText());
                break;
        }
    }

    /// <summary>The text of a string value; a lone surrogate in it becomes U+FFFD instead of an exception.</summary>
    public static string Text(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return LoneSurrogates.Unescape(value.GetRawText());
        }
    }
}
