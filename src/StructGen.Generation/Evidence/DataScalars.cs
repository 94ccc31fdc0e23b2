using System.Text.Json;
using StructGen.Constraints;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Evidence;

/// <summary>Lists the texts and numbers of the data with their JSON pointers.</summary>
internal static class DataScalars
{
    public static List<(string Pointer, DataScalar Value)> Collect(JsonElement data)
    {
        var found = new List<(string, DataScalar)>();
        Visit(data, "", found);
        return found;
    }

    private static void Visit(JsonElement value, string pointer, List<(string, DataScalar)> found)
    {
        if (DeepStack.IsShort)
        {
            DeepStack.Continue(static at => Visit(at.Value, at.Pointer, at.Found), (Value: value, Pointer: pointer, Found: found));
            return;
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                    Visit(member.Value, $"{pointer}/{JsonPointerText.Escape(member.Name)}", found);
                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in value.EnumerateArray())
                    Visit(item, $"{pointer}/{index++}", found);
                break;
            case JsonValueKind.String when JsonText.Text(value) is { } text && !string.IsNullOrWhiteSpace(text):
                found.Add((pointer, new DataScalar(text, false)));
                break;
            case JsonValueKind.Number:
                found.Add((pointer, new DataScalar(value.GetRawText(), true)));
                break;
        }
    }
}
