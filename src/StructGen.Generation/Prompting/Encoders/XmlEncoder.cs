using System.Text;
using System.Text.Json;
using StructGen.Constraints;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Prompting.Encoders;

/// <summary>Tags named after properties, in order; lists repeat the tag; text is escaped.</summary>
/// <remarks>
/// An array within an array, or as root, has <c>item</c> tags; a scalar root stands in <c>value</c>. Null is <c>&lt;x/&gt;</c>, an empty
/// text <c>&lt;x&gt;&lt;/x&gt;</c>, an empty list nothing. White space at the ends of a text is written as character references.
/// </remarks>
internal sealed class XmlEncoder : IAnswerEncoder
{
    private readonly bool _tagged;

    /// <exception cref="InexpressibleException">A property's name can be no tag.</exception>
    public XmlEncoder(TypeShape root, bool tagged)
    {
        _tagged = tagged;
        Check(root, [], 0);
    }

    public string Instructions
        => "Give the answer in tags named as in the form: <name>value</name>. A list repeats its tag once per entry, a nested form has its tags inside. "
            + (_tagged ? "Put <xml> before it and </xml> after it, and write nothing else." : "Write nothing else.");

    public string Encode(JsonElement data)
    {
        var text = new StringBuilder();
        if (data.ValueKind == JsonValueKind.Object)
            AppendMembers(text, data);
        else
            Append(text, data.ValueKind == JsonValueKind.Array ? "item" : "value", data);
        return EncoderTags.Wrap("xml", text.ToString(), _tagged);
    }

    /// <summary>Whether a name can be a tag.</summary>
    public static bool IsTag(string name) => name.Length > 0
        && (char.IsLetter(name[0]) || name[0] == '_')
        && name.All(unit => char.IsLetterOrDigit(unit) || unit is '_' or '-' or '.');

    private static void AppendMembers(StringBuilder text, JsonElement value)
    {
        foreach (var member in value.EnumerateObject())
        {
            if (!IsTag(member.Name))
                throw new InexpressibleException("", "encoder", $"'{member.Name}' in an example can be no tag: rename it or use the json encoder.");
            Append(text, member.Name, member.Value);
        }
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
                {
                    if (item.ValueKind != JsonValueKind.Array)
                    {
                        Append(text, tag, item);
                        continue;
                    }

                    text.Append('<').Append(tag).Append('>');
                    Append(text, "item", item);
                    text.Append("</").Append(tag).Append('>');
                }

                break;
            case JsonValueKind.Null:
                text.Append('<').Append(tag).Append("/>");
                break;
            default:
                text.Append('<').Append(tag).Append('>');
                if (value.ValueKind == JsonValueKind.Object)
                    AppendMembers(text, value);
                else
                    AppendEscaped(text, value.ValueKind == JsonValueKind.String ? JsonText.Text(value) : value.GetRawText());
                text.Append("</").Append(tag).Append('>');
                break;
        }
    }

    private static void AppendEscaped(StringBuilder text, string value)
    {
        var first = value.Length - value.AsSpan().TrimStart().Length;
        var last = value.AsSpan().TrimEnd().Length;
        for (var index = 0; index < value.Length; index++)
        {
            var unit = value[index];
            switch (unit)
            {
                case '<': text.Append("&lt;"); break;
                case '>': text.Append("&gt;"); break;
                case '&': text.Append("&amp;"); break;
                case < ' ' and not ('\n' or '\t'):
                    text.Append("&#").Append((int)unit).Append(';');
                    break;
                default:
                    if (index < first || index >= last)
                        text.Append("&#").Append((int)unit).Append(';');
                    else
                        text.Append(unit);
                    break;
            }
        }
    }

    private static void Check(TypeShape shape, HashSet<TypeShape> seen, int depth)
    {
        shape = shape.Resolve();
        if (depth > 64 || !seen.Add(shape))
            return;
        foreach (var property in shape.Properties)
        {
            if (!IsTag(property.Name))
                throw new InexpressibleException(property.Shape.Pointer, "encoder", $"'{property.Name}' can be no tag: rename it or use the json encoder.");
            Check(property.Shape, seen, depth + 1);
        }

        foreach (var child in (shape.Alternatives ?? []).Concat(shape.Prefix ?? []))
            Check(child, seen, depth + 1);
        if (shape.Items is { } items)
            Check(items, seen, depth + 1);
        if (shape.Additional is { } additional)
            Check(additional, seen, depth + 1);
    }
}
