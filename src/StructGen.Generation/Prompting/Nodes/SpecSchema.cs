using System.Text.Json;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Prompting.Nodes;

/// <summary>The JSON Schema that answers to a spec are validated against: <c>{root: …}</c>, nothing required, nothing else allowed.</summary>
/// <remarks>A spec knows no required members, and an answer in which nothing was found is <c>{}</c>. An object without attributes is open.</remarks>
internal static class SpecSchema
{
    public static JsonElement Build(ObjectNode root) => JsonText.Build(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("type", "object");
        writer.WriteStartObject("properties");
        writer.WritePropertyName(root.Id);
        WriteNode(writer, root);
        writer.WriteEndObject();
        writer.WriteBoolean("additionalProperties", false);
        writer.WriteEndObject();
    });

    private static void WriteNode(Utf8JsonWriter writer, ExtractionNode node)
    {
        writer.WriteStartObject();
        if (node.Description.Length > 0)
            writer.WriteString("description", node.Description);
        if (node.Many)
        {
            writer.WriteString("type", "array");
            writer.WriteStartObject("items");
            WriteType(writer, node);
            writer.WriteEndObject();
        }
        else
        {
            WriteType(writer, node);
        }

        writer.WriteEndObject();
    }

    private static void WriteType(Utf8JsonWriter writer, ExtractionNode node)
    {
        switch (node)
        {
            case ObjectNode group:
                writer.WriteString("type", "object");
                if (group.Attributes.Count > 0)
                    WriteMembers(writer, group);
                break;
            case SelectionNode selection:
                WriteOptions(writer, selection);
                break;
            default:
                writer.WriteString("type", node switch { NumberNode => "number", BoolNode => "boolean", _ => "string" });
                break;
        }
    }

    private static void WriteMembers(Utf8JsonWriter writer, ObjectNode group)
    {
        writer.WriteStartObject("properties");
        foreach (var attribute in group.Attributes.DistinctBy(attribute => attribute.Id))
        {
            writer.WritePropertyName(attribute.Id);
            WriteNode(writer, attribute);
        }

        writer.WriteEndObject();
        writer.WriteBoolean("additionalProperties", false);
    }

    private static void WriteOptions(Utf8JsonWriter writer, SelectionNode selection)
    {
        writer.WriteStartArray("enum");
        foreach (var option in selection.Options.DistinctBy(option => option.Id))
            writer.WriteStringValue(option.Id);
        writer.WriteEndArray();
        if (selection.Options.All(option => option.Description.Length == 0))
            return;
        writer.WriteStartObject("x-enum-descriptions");
        foreach (var option in selection.Options.DistinctBy(option => option.Id).Where(option => option.Description.Length > 0))
            writer.WriteString(option.Id, option.Description);
        writer.WriteEndObject();
    }
}
