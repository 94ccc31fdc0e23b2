using System.Text;
using System.Text.Json;
using StructGen.Constraints;

namespace StructGen.Generation.Prompting.Kor;

/// <summary>Kor's tags: root ids in order, nested ids sorted, lists repeat the tag, nothing is escaped.</summary>
internal static class KorXml
{
    /// <exception cref="InexpressibleException">The data holds null.</exception>
    public static string Encode(JsonElement data)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in PythonText.LastOfEach(data))
            Append(text, name, value);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string tag, JsonElement value)
    {
        if (DeepStack.IsShort)
        {
            DeepStack.Continue(static at => Append(at.Text, at.Tag, at.Value), (Text: text, Tag: tag, Value: value));
            return;
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                    Append(text, tag, item);
                return;
            case JsonValueKind.Null:
                throw new InexpressibleException("", "encoder", $"Kor's xml has no form for null, '{tag}' is null in an example: leave it out or use the json encoder.");
            case JsonValueKind.Object:
                text.Append('<').Append(tag).Append('>');
                foreach (var (name, member) in PythonText.LastOfEach(value).OrderBy(member => member.Key, StringComparer.Ordinal))
                    Append(text, name, member);
                text.Append("</").Append(tag).Append('>');
                return;
            default:
                text.Append('<').Append(tag).Append('>').Append(PythonText.Scalar(value)).Append("</").Append(tag).Append('>');
                return;
        }
    }
}
