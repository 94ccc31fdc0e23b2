using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace StructGen.Constraints.Tests.Machine;

/// <summary>YAML outside the engine: instances written in its canonical form, and any YAML read by YamlDotNet's parser under the core schema.</summary>
internal static partial class YamlTexts
{
    public static string Write(JsonElement value)
    {
        var text = new StringBuilder();
        if (IsBlock(value)) Block(text, value, 0, isFirst: true);
        else text.Append(Scalar(value));
        return text.ToString();
    }

    public static JsonElement Read(string yaml)
    {
        var parser = new Parser(new StringReader(yaml));
        parser.Consume<StreamStart>();
        parser.Consume<DocumentStart>();
        var node = Node(parser);
        parser.Consume<DocumentEnd>();
        parser.Consume<StreamEnd>();
        return JsonDocument.Parse(node?.ToJsonString() ?? "null", new JsonDocumentOptions { MaxDepth = 512 }).RootElement;
    }

    private static void Block(StringBuilder text, JsonElement value, int indent, bool isFirst)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject())
            {
                Begin();
                text.Append(PlainName().IsMatch(member.Name) && !Word().IsMatch(member.Name) ? member.Name : Quoted(member.Name)).Append(':');
                if (IsBlock(member.Value)) Block(text, member.Value, indent + 2, isFirst: false);
                else text.Append(' ').Append(Scalar(member.Value));
            }

            return;
        }

        foreach (var item in value.EnumerateArray())
        {
            Begin();
            text.Append("- ");
            if (IsBlock(item)) Block(text, item, indent + 2, isFirst: true);
            else text.Append(Scalar(item));
        }

        void Begin()
        {
            if (!isFirst) text.Append('\n').Append(' ', indent);
            isFirst = false;
        }
    }

    private static bool IsBlock(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Any(),
        JsonValueKind.Array => value.GetArrayLength() > 0,
        _ => false,
    };

    private static string Scalar(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object) return "{}";
        if (value.ValueKind == JsonValueKind.Array) return "[]";
        if (value.ValueKind != JsonValueKind.String) return value.GetRawText();
        var text = value.GetString()!;
        return Plain().IsMatch(text) && !Word().IsMatch(text) ? text : Quoted(text);
    }

    private static string Quoted(string text)
    {
        using var document = JsonDocument.Parse(JsonSerializer.Serialize(text));
        return Encoding.UTF8.GetString(MatcherVerdicts.Write(document.RootElement));
    }

    private static JsonNode? Node(Parser parser)
    {
        if (parser.TryConsume<Scalar>(out var scalar)) return scalar.Style == ScalarStyle.Plain ? Resolve(scalar.Value) : JsonValue.Create(scalar.Value);
        if (parser.TryConsume<SequenceStart>(out _))
        {
            var items = new JsonArray();
            while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(Node(parser));
            return items;
        }

        parser.Consume<MappingStart>();
        var members = new JsonObject();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var name = parser.Consume<Scalar>();
            if (name.Style == ScalarStyle.Plain && Resolve(name.Value) is not JsonValue { } value) throw new FormatException($"{name.Value} is no string.");
            members.Add(name.Value, Node(parser));
        }

        return members;
    }

    /// <summary>YAML 1.2.2 section 10.3.2.</summary>
    private static JsonNode? Resolve(string text)
    {
        if (text is "" or "~" or "null" or "Null" or "NULL") return null;
        if (text is "true" or "True" or "TRUE") return true;
        if (text is "false" or "False" or "FALSE") return false;
        if (Number().IsMatch(text)) return JsonNode.Parse(text);
        Assert.False(text.StartsWith('.') || text.StartsWith("0x", StringComparison.Ordinal) || text.StartsWith("0o", StringComparison.Ordinal), $"{text} is a number that JSON does not know.");
        return JsonValue.Create(text);
    }

    [GeneratedRegex(@"\A-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"\A[\p{L}_/($](?:[^\p{Z}\p{C}:#""\\{}\[\]]|#|:+[^\p{Z}\p{C}:#""\\{}\[\]]| +[^\p{Z}\p{C}:#""\\{}\[\]])*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();

    [GeneratedRegex(@"\A[\p{L}_/($](?:[^\p{Z}\p{C}:#*""\\{}\[\]]| +[^\p{Z}\p{C}:#*""\\{}\[\]])*\z", RegexOptions.CultureInvariant)]
    private static partial Regex PlainName();

    [GeneratedRegex(@"\A(?:null|true|false|yes|no|on|off|y|n)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
