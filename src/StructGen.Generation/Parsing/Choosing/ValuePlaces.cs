using System.Text.RegularExpressions;
using StructGen.Generation.Parsing.Lenient;
using StructGen.Generation.Parsing.Reading;

namespace StructGen.Generation.Parsing.Choosing;

/// <summary>What stands around a value: tags, a code fence, prose, quotes, words that call it an example.</summary>
internal static partial class ValuePlaces
{
    private const int Reach = 160;

    private static readonly string[] Tags = ["json", "answer", "output", "result", "tool_call"];

    private static readonly string[] QuotingTags = ["example", "input", "text", "document", "quote", "source", "user"];

    /// <summary>Whether an opening tag that means the answer stands before a place, and is not closed before it.</summary>
    public static bool IsTagged(string text, int start, int at) => Array.Exists(Tags, name => IsOpen(text, start, at, name));

    /// <summary>Whether the value stands in quotes, in a quoted line, or behind words such as "for example" or "the text says".</summary>
    public static bool IsQuoted(string text, int start, RootValue value)
    {
        var before = value.From - 1;
        while (before >= start && text[before] is ' ' or '\t')
            before--;
        var after = value.To;
        while (after < text.Length && text[after] is ' ' or '\t')
            after++;
        if (before >= start && after < text.Length && text[before] is '"' or '\'' or '\u201C' or '\u201E' or '\u00AB' or '\u2018' && text[after] is '"' or '\'' or '\u201D' or '\u201C' or '\u00BB' or '\u2019')
            return true;
        var line = value.From > start ? text.LastIndexOf('\n', value.From - 1, value.From - start) + 1 : start;
        line = Math.Max(line, start);
        if (text.AsSpan(line, value.From - line).TrimStart().StartsWith(">"))
            return true;
        if (Array.Exists(QuotingTags, name => IsOpen(text, start, value.From, name)))
            return true;
        var from = Math.Max(start, value.From - Reach);
        var words = text[from..value.From];
        var sentence = words.LastIndexOfAny(['}', ']']);
        return Examples().IsMatch(sentence < 0 ? words : words[(sentence + 1)..]);
    }

    /// <summary>Whether a list is a mark within a sentence such as <c>Sources: [1], [2]</c>.</summary>
    public static bool IsCitation(string text, int start, RootValue value)
    {
        if (value.Node.Kind != System.Text.Json.JsonValueKind.Array || value.Node.Items.Count > 3 || value.To - value.From > 12)
            return false;
        var line = value.From > start ? Math.Max(start, text.LastIndexOf('\n', value.From - 1, value.From - start) + 1) : start;
        return text.AsSpan(line, value.From - line).ToString().Any(char.IsLetter);
    }

    /// <summary>Records what was taken away around the value.</summary>
    public static void Describe(string text, int start, bool tagged, PickedValue choice, RepairLog log)
    {
        var at = choice.Value.From;
        if (choice.IsList)
            log.Add("several-values", at, "All values in the answer were taken as one list.");
        if (Array.Find(Tags, name => IsOpen(text, start, at, name)) is not null)
        {
            if (!tagged)
                log.Add("tags", at, "The answer was taken out of tags.");
            return;
        }

        var before = text.AsSpan(start, at - start);
        var fence = before.LastIndexOf("```");
        if (fence >= 0 && before.Count("```") % 2 == 1)
            log.Add("code-fence", at, "The answer was taken out of a code fence.");
        else if (!before.Trim().Trim('\uFEFF').IsWhiteSpace() || (!choice.IsList && !text.AsSpan(Math.Min(choice.Value.To, text.Length)).IsWhiteSpace()))
            log.Add("surrounding-text", at, "Text around the value was ignored.");
    }

    private static bool IsOpen(string text, int start, int at, string name)
    {
        var open = at > start ? text.LastIndexOf($"<{name}>", at - 1, at - start, StringComparison.OrdinalIgnoreCase) : -1;
        return open >= 0 && text.IndexOf($"</{name}>", open, at - open, StringComparison.OrdinalIgnoreCase) < 0;
    }

    [GeneratedRegex(
        """
        (?<!\p{L})(?:for\s+example|for\s+instance|e\.\s?g\.|such\s+as|an?\s+example|example(?:\s+(?:output|answer|format|json))?\s*:|sample\s+(?:output|answer)|template|
        (?:text|document|e-?mail|message|page|file|author|user|he|she|it|note|comment)\s+(?:says?|said|contains?|contained|reads?|wrote|writes?|asks?|asked|claims?|quotes?|includes?|states?|instructs?)|
        quot(?:e|ed|ing)|ignore|instead\s+of|rather\s+than|not|zum\s+beispiel|z\.\s?b\.|beispiel|par\s+exemple|exemple|por\s+ejemplo|ejemplo|por\s+exemplo|exemplo|per\s+esempio|esempio|bijvoorbeeld|voorbeeld|
        например|пример|na\s+przykład|przykład|örneğin|例如|比如|例えば|たとえば|예를\s+들어)[^.!?\n]*\n?[^.!?\n]*\z
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Examples();
}
