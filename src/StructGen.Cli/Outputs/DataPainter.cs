using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;
using StructGen.Api.Requests;
using StructGen.Generation.Requests;

namespace StructGen.Cli.Outputs;

/// <summary>Data for a person: indented, coloured, and behind each value the words of the text that it stands on.</summary>
internal sealed class DataPainter
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly IReadOnlyDictionary<string, IReadOnlyList<TextSpan>> _evidence;
    private readonly string _text;

    private DataPainter(IReadOnlyDictionary<string, IReadOnlyList<TextSpan>> evidence, string text)
    {
        _evidence = evidence;
        _text = text;
    }

    /// <summary>Writes the data to the terminal.</summary>
    public static void Paint(JsonElement data, IReadOnlyDictionary<string, IReadOnlyList<TextSpan>> evidence, string text)
        => new DataPainter(evidence, text).Paint(data, "", "", "", "");

    private void Paint(JsonElement value, string pointer, string indent, string label, string comma)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when value.EnumerateObject().Any():
                Line($"{indent}{label}{{");
                var members = value.EnumerateObject().ToList();
                for (var index = 0; index < members.Count; index++)
                {
                    var name = $"[blue]{Markup.Escape(Quote(members[index].Name))}[/]: ";
                    Paint(members[index].Value, $"{pointer}/{JsonPointers.Escape(members[index].Name)}", indent + "  ", name, index + 1 < members.Count ? "," : "");
                }

                Line($"{indent}}}{comma}");
                break;
            case JsonValueKind.Array when value.GetArrayLength() > 0:
                Line($"{indent}{label}[[");
                var count = value.GetArrayLength();
                for (var index = 0; index < count; index++)
                    Paint(value[index], $"{pointer}/{index}", indent + "  ", "", index + 1 < count ? "," : "");
                Line($"{indent}]]{comma}");
                break;
            default:
                Line($"{indent}{label}[{Colour(value.ValueKind)}]{Markup.Escape(Text(value))}[/]{comma}{Evidence(pointer)}");
                break;
        }
    }

    private string Evidence(string pointer)
    {
        if (!_evidence.TryGetValue(pointer, out var places) || places.Count == 0)
            return "";
        var words = places[0];
        var more = places.Count > 1 ? $" and {places.Count - 1} more" : "";
        return $"  [grey]← {Markup.Escape(Quote(_text[words.Start..words.End]))} at {words.Start}–{words.End}{more}[/]";
    }

    private static string Colour(JsonValueKind kind) => kind switch
    {
        JsonValueKind.String => "green",
        JsonValueKind.Number => "yellow",
        JsonValueKind.Null => "grey",
        _ => "magenta",
    };

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? Quote(value.GetString()!) : value.GetRawText();

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, Plain.Encoder)}\"";

    private static void Line(string markup) => AnsiConsole.Console.MarkupLine(markup);
}
