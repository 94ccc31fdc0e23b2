using System.Text.Json;
using StructGen.Generation.Prompting;
using StructGen.Generation.Prompting.Kor;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Parsing.Kor;

/// <summary>Reads an answer as Kor does, without a validator.</summary>
internal static class KorAnswers
{
    private static readonly JsonElement Nothing = JsonText.Parse("{}");

    public static ParsedAnswer Read(string raw, PromptSource source, AnswerFormat format)
    {
        var root = source.Nodes;
        if (format.Encoding == AnswerEncoding.Csv)
            KorCsv.Check(root);
        JsonElement decoded;
        try
        {
            decoded = format.Encoding switch
            {
                AnswerEncoding.Csv => Csv(Unwrap(raw, "csv", format.Tagged), root.Id),
                AnswerEncoding.Xml => KorXmlReader.Read(raw),
                AnswerEncoding.Yaml => YamlText.Read(Unwrap(raw, "yaml", format.Tagged) ?? "{}"),
                _ => Unwrap(raw, "json", format.Tagged) is { } json ? KorJsonReader.Read(json) : Nothing,
            };
        }
        catch (FormatException error)
        {
            return Failed(error.Message);
        }

        return Check(decoded, root.Id);
    }

    /// <summary>Looks for the root as Python's <c>in</c> does: a member of an object, an item of a list, a part of a text.</summary>
    private static ParsedAnswer Check(JsonElement decoded, string id)
    {
        var (found, empty) = decoded.ValueKind switch
        {
            JsonValueKind.Object => (decoded.TryGetProperty(id, out _), !decoded.EnumerateObject().Any()),
            JsonValueKind.Array => (decoded.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.String && JsonText.Text(item) == id), decoded.GetArrayLength() == 0),
            JsonValueKind.String => (JsonText.Text(decoded).Contains(id, StringComparison.Ordinal), JsonText.Text(decoded).Length == 0),
            _ => (false, false),
        };
        if (decoded.ValueKind == JsonValueKind.Object && found)
            return new ParsedAnswer { Data = decoded };
        if (found)
            return Failed($"The answer is no object with the member '{id}'.");
        return empty
            ? new ParsedAnswer { Data = Nothing }
            : Failed($"The answer has no member '{id}' at its root: show the model examples of the form.");
    }

    private static ParsedAnswer Failed(string error) => new() { Data = Nothing, Errors = [error] };

    private static JsonElement Csv(string? text, string id) => JsonText.Wrap(id, string.IsNullOrEmpty(text) ? JsonText.Parse("[]") : KorCsvReader.Read(text));

    /// <summary>What stands in the first pair of tags; null where there is none.</summary>
    private static string? Unwrap(string raw, string tag, bool tagged)
    {
        if (!tagged)
            return raw;
        var open = raw.IndexOf($"<{tag}>", StringComparison.Ordinal);
        if (open < 0)
            return null;
        var from = open + tag.Length + 2;
        var close = raw.IndexOf($"</{tag}>", from, StringComparison.Ordinal);
        return close < 0 ? null : raw[from..close];
    }
}
