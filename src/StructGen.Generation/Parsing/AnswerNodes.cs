using System.Text.Json;
using StructGen.Constraints;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Parsing;

/// <summary>Answer nodes to JSON and back.</summary>
internal static class AnswerNodes
{
    public static JsonElement ToJson(AnswerNode node) => JsonText.Build(writer => Write(writer, node));

    /// <summary>The node of a value that is JSON already; all offsets are the one given.</summary>
    public static AnswerNode FromJson(JsonElement value, int offset = 0)
    {
        if (DeepStack.IsShort) return DeepStack.Continue(static at => FromJson(at.Value, at.Offset), (Value: value, Offset: offset));
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var group = AnswerNode.Object(offset);
                foreach (var member in value.EnumerateObject())
                    group.Set(member.Name, FromJson(member.Value, offset));
                return group;
            case JsonValueKind.Array:
                var list = AnswerNode.Array(offset);
                foreach (var item in value.EnumerateArray())
                    list.Items.Add(FromJson(item, offset));
                return list;
            case JsonValueKind.String:
                return AnswerNode.String(JsonText.Text(value), offset);
            case JsonValueKind.Number:
                return AnswerNode.Number(value.GetRawText(), offset);
            case JsonValueKind.True or JsonValueKind.False:
                return AnswerNode.Boolean(value.ValueKind == JsonValueKind.True, offset);
            default:
                return AnswerNode.Null(offset);
        }
    }

    private static void Write(Utf8JsonWriter writer, AnswerNode node)
    {
        if (DeepStack.IsShort)
        {
            DeepStack.Continue(static at => Write(at.Writer, at.Node), (Writer: writer, Node: node));
            return;
        }

        switch (node.Kind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var (name, value) in node.Members)
                {
                    writer.WritePropertyName(name);
                    Write(writer, value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in node.Items)
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(node.Text);
                break;
            case JsonValueKind.Number:
                writer.WriteRawValue(node.Text, skipInputValidation: true);
                break;
            case JsonValueKind.True or JsonValueKind.False:
                writer.WriteBooleanValue(node.Kind == JsonValueKind.True);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }
}
