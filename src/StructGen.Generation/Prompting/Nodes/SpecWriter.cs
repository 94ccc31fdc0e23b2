using System.Text.Json;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Prompting.Nodes;

/// <summary>Writes a spec in its JSON form; <see cref="SpecReader"/> reads it back.</summary>
public static class SpecWriter
{
    /// <summary>The JSON form of a spec.</summary>
    /// <param name="root">The root node.</param>
    public static JsonElement Write(ObjectNode root) => JsonText.Build(writer => WriteNode(writer, root));

    private static void WriteNode(Utf8JsonWriter writer, ExtractionNode node)
    {
        writer.WriteStartObject();
        writer.WriteString("id", node.Id);
        writer.WriteString("description", node.Description);
        writer.WriteBoolean("many", node.Many);
        if (node is ObjectNode group)
        {
            writer.WriteStartArray("attributes");
            foreach (var attribute in group.Attributes)
                WriteNode(writer, attribute);
            writer.WriteEndArray();
        }
        else
        {
            writer.WriteString("$type", NodeNames.Of(node));
        }

        if (node is SelectionNode selection)
            WriteOptions(writer, selection);
        writer.WriteStartArray("examples");
        foreach (var example in node.Examples)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(example.Text);
            if (example.Value is { } value)
                value.WriteTo(writer);
            else
                writer.WriteNullValue();
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        if (node is SelectionNode { NullExamples: var nulls })
            WriteTexts(writer, "null_examples", nulls);
        writer.WriteEndObject();
    }

    private static void WriteOptions(Utf8JsonWriter writer, SelectionNode selection)
    {
        writer.WriteStartArray("options");
        foreach (var option in selection.Options)
        {
            writer.WriteStartObject();
            writer.WriteString("id", option.Id);
            writer.WriteString("description", option.Description);
            WriteTexts(writer, "examples", option.Examples);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }
}
