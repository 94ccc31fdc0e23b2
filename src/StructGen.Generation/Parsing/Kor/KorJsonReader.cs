using System.Text.Json;
using StructGen.Generation.Parsing.Reading;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Parsing.Kor;

/// <summary>JSON as Python reads it: strict, but with <c>NaN</c> and <c>Infinity</c> (null here) and with repeated names, the last of which wins.</summary>
internal static class KorJsonReader
{
    /// <exception cref="FormatException">It is not JSON.</exception>
    public static JsonElement Read(string json)
    {
        try
        {
            if (json.StartsWith('\uFEFF'))
                throw new FormatException("The answer is not JSON: it begins with a byte order mark.");
            var log = new RepairLog();
            var text = ReplaceNonNumbers(json);
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = AnswerParser.MaxDepth });
            return AnswerNodes.ToJson(ExactJson.Read(text, 0, log));
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            throw new FormatException($"The answer is not JSON: {error.Message.Split(" LineNumber")[0]}", error);
        }
    }

    /// <summary>Replaces the words for non-numbers outside of texts by null.</summary>
    private static string ReplaceNonNumbers(string json)
    {
        if (!json.Contains("NaN", StringComparison.Ordinal) && !json.Contains("Infinity", StringComparison.Ordinal))
            return json;
        var text = new System.Text.StringBuilder(json.Length);
        var quoted = false;
        for (var index = 0; index < json.Length; index++)
        {
            var word = quoted ? 0 : WordAt(json, index);
            if (word > 0)
            {
                text.Append("null");
                index += word - 1;
                continue;
            }

            if (json[index] == '\\' && quoted && index + 1 < json.Length)
                text.Append(json[index++]);
            else if (json[index] == '"')
                quoted = !quoted;
            text.Append(json[index]);
        }

        return text.ToString();
    }

    private static int WordAt(string json, int index)
    {
        foreach (var word in (ReadOnlySpan<string>)["-Infinity", "Infinity", "NaN"])
        {
            if (string.CompareOrdinal(json, index, word, 0, word.Length) == 0)
                return word.Length;
        }

        return 0;
    }
}
