using System.Text.Json;
using StructGen.Constraints;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Compatibility;

/// <summary>Gives the schemas of a comparison hosts of their own, so that two versions with the same <c>$id</c> can stand side by side.</summary>
/// <remarks>
/// <c>https://example.com/order</c> becomes <c>https://old.example.com/order</c> in the old version and <c>https://new.example.com/order</c> in the new one,
/// wherever it is declared or referred to; relative references then lead where they led. Metaschemas keep their addresses.
/// </remarks>
internal static class SeparateDocument
{
    /// <summary>The address of a schema that has none.</summary>
    public static string AddressOf(string side) => $"https://{side}.structgen.invalid/schema";

    /// <summary>The schema with every absolute URI moved to a side.</summary>
    public static JsonElement Move(JsonElement schema, string side) => JsonText.Build(writer => WriteSchema(writer, schema, side));

    private static void WriteSchema(Utf8JsonWriter writer, JsonElement schema, string side)
    {
        if (DeepStack.IsShort)
        {
            DeepStack.Continue(static at => WriteSchema(at.Writer, at.Schema, at.Side), (Writer: writer, Schema: schema, Side: side));
            return;
        }

        if (schema.ValueKind == JsonValueKind.Array)
        {
            writer.WriteStartArray();
            foreach (var item in schema.EnumerateArray()) WriteSchema(writer, item, side);
            writer.WriteEndArray();
            return;
        }

        if (schema.ValueKind != JsonValueKind.Object)
        {
            schema.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        foreach (var member in schema.EnumerateObject())
        {
            writer.WritePropertyName(member.Name);
            if (KeywordForms.Uris.Contains(member.Name) && member.Value.ValueKind == JsonValueKind.String) writer.WriteStringValue(Move(JsonText.Text(member.Value), side));
            else if (KeywordForms.Maps.Contains(member.Name) && member.Value.ValueKind == JsonValueKind.Object) WriteMap(writer, member.Value, side);
            else if (KeywordForms.Single.Contains(member.Name) || KeywordForms.Lists.Contains(member.Name)) WriteSchema(writer, member.Value, side);
            else member.Value.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    private static void WriteMap(Utf8JsonWriter writer, JsonElement map, string side)
    {
        writer.WriteStartObject();
        foreach (var member in map.EnumerateObject())
        {
            writer.WritePropertyName(member.Name);
            WriteSchema(writer, member.Value, side);
        }

        writer.WriteEndObject();
    }

    private static string Move(string uri, string side)
    {
        var colon = uri.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || uri.AsSpan(0, colon).IndexOfAny("/?#") >= 0 || uri.Contains("//json-schema.org/", StringComparison.Ordinal)) return uri;
        return uri[(colon + 1)..].StartsWith("//", StringComparison.Ordinal)
            ? uri.Insert(colon + 3, side + ".")
            : uri.Insert(uri.IndexOf('#', StringComparison.Ordinal) is var fragment and >= 0 ? fragment : uri.Length, ":" + side);
    }
}
