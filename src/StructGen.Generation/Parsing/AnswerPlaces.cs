using System.Globalization;
using System.Text;
using System.Text.Json;
using StructGen.Generation.Parsing.Yaml;
using StructGen.Generation.Prompting.Shapes;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Parsing;

/// <summary>From places in an answer's text to JSON pointers of its values: of <c>{"a": 1, "b": ""}</c> with the last seven characters written by another hand, <c>/b</c>.</summary>
internal static class AnswerPlaces
{
    private static readonly JsonReaderOptions Deep = new() { MaxDepth = 1024 };

    /// <summary>The scalars and empty containers whose text goes beyond a place, in order, and a number that ends just there: it might have had more digits.</summary>
    /// <param name="text">A whole answer as a constraint has it.</param>
    /// <param name="from">UTF-16 offset.</param>
    /// <param name="surface">Its language.</param>
    public static IReadOnlyList<string> From(string text, int from, AnswerSurface surface)
        => [.. Values(text, surface).Where(value => !value.IsOpening && (value.End > from || (value.IsNumber && value.End == from))).Select(value => value.Pointer)];

    /// <summary>The innermost value at a place.</summary>
    public static string At(string text, int place, AnswerSurface surface)
    {
        var found = "";
        foreach (var value in Values(text, surface))
        {
            if (value.Start > place) break;
            if (value.End >= place || value.IsOpening) found = value.Pointer;
        }

        return found;
    }

    /// <summary>A message's list of pointers, the first few.</summary>
    public static string Tell(IReadOnlyList<string> pointers)
    {
        const int Most = 10;
        var told = string.Join(", ", pointers.Take(Most).Select(pointer => pointer.Length == 0 ? "(the whole)" : pointer));
        return pointers.Count > Most ? $"{told} and {pointers.Count - Most} more" : told;
    }

    private static List<Value> Values(string text, AnswerSurface surface) => surface == AnswerSurface.Yaml ? OfYaml(text) : OfJson(text);

    private static List<Value> OfJson(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes, Deep);
        var values = new List<Value>();
        var steps = new List<(string? Name, int Index, int Opened)>();
        var name = "";
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        name = JsonPointerText.Escape(reader.GetString()!);
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        var opened = steps[^1].Opened;
                        steps.RemoveAt(steps.Count - 1);
                        var isEmpty = opened == values.Count - 1;
                        values[opened] = values[opened] with { End = Units(bytes, reader.TokenStartIndex + 1), IsOpening = !isEmpty };
                        break;
                    default:
                        var isArray = reader.TokenType == JsonTokenType.StartArray;
                        if (steps.Count > 0) steps[^1] = steps[^1].Name is null ? steps[^1] with { Index = steps[^1].Index + 1 } : steps[^1] with { Name = name };
                        var isContainer = isArray || reader.TokenType == JsonTokenType.StartObject;
                        var end = isContainer ? int.MaxValue : Units(bytes, reader.BytesConsumed);
                        values.Add(new Value(Pointer(steps), Units(bytes, reader.TokenStartIndex), end, isContainer, reader.TokenType == JsonTokenType.Number));
                        if (isContainer) steps.Add((isArray ? null : "", -1, values.Count - 1));
                        break;
                }
            }
        }
        catch (JsonException)
        {
            // A text that was cut off: what was seen until there counts.
        }

        return values;
    }

    private static string Pointer(List<(string? Name, int Index, int Opened)> steps)
        => string.Concat(steps.Select(step => "/" + (step.Name ?? step.Index.ToString(CultureInfo.InvariantCulture))));

    private static int Units(byte[] bytes, long end) => Encoding.UTF8.GetCharCount(bytes, 0, (int)end);

    private static List<Value> OfYaml(string text)
    {
        var values = new List<Value>();
        try
        {
            Add(YamlNodeReader.Read(text), "", text, values);
        }
        catch (FormatException)
        {
            // No YAML: nothing can be told of it.
        }

        return values;
    }

    private static void Add(AnswerNode node, string pointer, string text, List<Value> values)
    {
        // A scalar of this surface stands on one line.
        var end = text.IndexOf('\n', Math.Min(node.Offset, text.Length));
        values.Add(new Value(pointer, node.Offset, end < 0 ? text.Length : end, !node.IsScalar && node.Members.Count + node.Items.Count > 0));
        foreach (var (name, member) in node.Members) Add(member, $"{pointer}/{JsonPointerText.Escape(name)}", text, values);
        for (var i = 0; i < node.Items.Count; i++) Add(node.Items[i], $"{pointer}/{i.ToString(CultureInfo.InvariantCulture)}", text, values);
    }

    private readonly record struct Value(string Pointer, int Start, int End, bool IsOpening, bool IsNumber = false);
}
