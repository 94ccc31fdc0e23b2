using System.Text.RegularExpressions;
using StructGen.Generation.Parsing.Lenient;
using StructGen.Generation.Parsing.Reading;

namespace StructGen.Generation.Parsing.Choosing;

/// <summary>What stands around a value: tags, a code fence, prose, quotes, words that call it an example. One text's.</summary>
/// <remarks>Lines and tags are found once, and looked up by binary search: a text may hold tens of thousands of values.</remarks>
internal sealed partial class ValuePlaces(string text, int start)
{
    private readonly Dictionary<string, int[]> _found = new(StringComparer.Ordinal);

    private const int Reach = 160;

    private static readonly string[] Tags = ["json", "answer", "output", "result", "tool_call"];

    private static readonly string[] QuotingTags = ["example", "input", "text", "document", "quote", "source", "user"];

    /// <summary>Whether an opening tag that means the answer stands before a place, and is not closed before it.</summary>
    public bool IsTagged(int at) => Array.Exists(Tags, name => IsOpen(at, name));

    /// <summary>Whether the value stands in quotes, in a quoted line, or behind words such as "for example" or "the text says".</summary>
    public bool IsQuoted(RootValue value)
    {
        var before = value.From - 1;
        while (before >= start && text[before] is ' ' or '\t')
            before--;
        var after = value.To;
        while (after < text.Length && text[after] is ' ' or '\t')
            after++;
        if (before >= start && after < text.Length && text[before] is '"' or '\'' or '\u201C' or '\u201E' or '\u00AB' or '\u2018' && text[after] is '"' or '\'' or '\u201D' or '\u201C' or '\u00BB' or '\u2019')
            return true;
        var line = LineOf(value.From);
        if (text.AsSpan(line, Math.Min(value.From - line, Reach)).TrimStart().StartsWith(">"))
            return true;
        if (Array.Exists(QuotingTags, name => IsOpen(value.From, name)))
            return true;
        var from = Math.Max(start, value.From - Reach);
        var words = text[from..value.From];
        var sentence = words.LastIndexOfAny(['}', ']']);
        return Examples().IsMatch(sentence < 0 ? words : words[(sentence + 1)..]);
    }

    /// <summary>Whether a list is a mark within a sentence such as <c>Sources: [1], [2]</c>.</summary>
    public bool IsCitation(RootValue value)
    {
        if (value.Node.Kind != System.Text.Json.JsonValueKind.Array || value.Node.Items.Count > 3 || value.To - value.From > 12)
            return false;
        var line = Math.Max(LineOf(value.From), value.From - Reach);
        foreach (var unit in text.AsSpan(line, value.From - line))
        {
            if (char.IsLetter(unit))
                return true;
        }

        return false;
    }

    /// <summary>Records what was taken away around the value.</summary>
    public void Describe(bool tagged, PickedValue choice, RepairLog log)
    {
        var at = choice.Value.From;
        if (choice.IsList)
            log.Add("several-values", at, "All values in the answer were taken as one list.");
        if (Array.Find(Tags, name => IsOpen(at, name)) is not null)
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

    /// <summary>Whether the last opening tag before a place is not closed before it.</summary>
    private bool IsOpen(int at, string name)
        => Before(PlacesOf($"<{name}>"), at) is >= 0 and var open && Before(PlacesOf($"</{name}>"), at) < open;

    private int LineOf(int at) => Math.Max(start, Before(PlacesOf("\n"), at) + 1);

    /// <summary>The last of the places that lies before another; -1 where none does.</summary>
    private static int Before(int[] places, int at)
    {
        var index = Array.BinarySearch(places, at);
        index = (index < 0 ? ~index : index) - 1;
        return index < 0 ? -1 : places[index];
    }

    private int[] PlacesOf(string mark)
    {
        if (_found.TryGetValue(mark, out var known))
            return known;
        var places = new List<int>();
        for (var at = text.IndexOf(mark, start, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(mark, at + mark.Length, StringComparison.OrdinalIgnoreCase))
            places.Add(at);
        return _found[mark] = [.. places];
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
