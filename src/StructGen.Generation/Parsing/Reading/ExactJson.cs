using System.Text.Json;
using StructGen.Generation.Parsing.Lenient;

namespace StructGen.Generation.Parsing.Reading;

/// <summary>Reads JSON that is known to be valid, with the place of each value; of a repeated name the last value counts.</summary>
internal static class ExactJson
{
    public static AnswerNode Read(string json, int start, RepairLog log)
    {
        var open = new Stack<(AnswerNode Node, string? Name)>();
        var index = start;
        string? name = null;
        while (true)
        {
            while (LooseSyntax.IsJsonSpace(json[index]) || json[index] is ',' or ':' or '\uFEFF')
                index++;
            AnswerNode? value = null;
            switch (json[index])
            {
                case '{' or '[':
                    open.Push((json[index] == '{' ? AnswerNode.Object(index) : AnswerNode.Array(index), name));
                    name = null;
                    index++;
                    continue;
                case '}' or ']':
                    (value, name) = open.Pop();
                    index++;
                    break;
                case '"':
                    var offset = index;
                    var text = ReadText(json, ref index, log);
                    if (name is null && open.TryPeek(out var group) && group.Node.Kind == JsonValueKind.Object)
                    {
                        name = text;
                        continue;
                    }

                    value = AnswerNode.String(text, offset);
                    break;
                default:
                    var from = index;
                    while (index < json.Length && (char.IsAsciiLetterOrDigit(json[index]) || json[index] is '-' or '+' or '.'))
                        index++;
                    value = BareWords.Read(json.AsSpan(from, index - from), from, log);
                    break;
            }

            if (!open.TryPeek(out var parent))
                return value!;
            if (parent.Node.Kind == JsonValueKind.Array)
                parent.Node.Items.Add(value!);
            else
                parent.Node.Set(name!, value!);
            name = null;
        }
    }

    private static string ReadText(string json, ref int index, RepairLog log)
    {
        var from = ++index;
        while (json[index] != '"')
            index += json[index] == '\\' ? 2 : 1;
        return TextDecoder.Decode(json, from, index++, '"', isCut: false, log);
    }
}
