using System.Text;
using System.Text.Json;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Parsing.Coercion;

/// <summary>Finds the option that a text means: exactly, without punctuation, in any case, then as the one option named within it most often.</summary>
internal static class EnumMatch
{
    private const int MaxOptions = 5_000;
    private const int MaxLength = 10_000;

    public static Coerced Match(AnswerNode node, IReadOnlyList<JsonElement> options)
    {
        var texts = options.Where(option => option.ValueKind == JsonValueKind.String).Take(MaxOptions).Select(JsonText.Text).ToList();
        if (texts.Contains(node.Text, StringComparer.Ordinal))
            return Coerced.Exact(node);
        if (node.Text.Length > MaxLength)
            return Coerced.Unfit(node);
        var bare = Bare(node.Text);
        return Unique(node, texts, option => Bare(option) == bare && bare.Length > 0, 3, "enum-punctuation")
            ?? Unique(node, texts, option => option.Trim().Equals(node.Text.Trim(), StringComparison.OrdinalIgnoreCase), 3, "enum-case")
            ?? Unique(node, texts, option => bare.Length > 0 && Bare(option).Equals(bare, StringComparison.OrdinalIgnoreCase), 3, "enum-case")
            ?? Within(node, texts);
    }

    private static Coerced? Unique(AnswerNode node, List<string> options, Func<string, bool> matches, int penalty, string kind)
    {
        var found = options.Where(matches).Take(2).ToList();
        return found.Count == 0 ? null : found.Count == 1 ? Take(node, found[0], penalty, kind) : Tie(node, found);
    }

    /// <summary>The option that stands most often in the text as words of its own.</summary>
    private static Coerced Within(AnswerNode node, List<string> options)
    {
        var counts = options.Select(option => (Option: option, Count: Count(node.Text, option.Trim(), options)))
            .Where(found => found.Count > 0).OrderByDescending(found => found.Count).Take(2).ToList();
        if (counts.Count == 0)
            return Coerced.Unfit(node);
        return counts.Count == 2 && counts[0].Count == counts[1].Count
            ? Tie(node, [counts[0].Option, counts[1].Option])
            : Take(node, counts[0].Option, 2, "enum-within");
    }

    private static Coerced Take(AnswerNode node, string option, int penalty, string kind)
        => Coerced.Changed(AnswerNode.String(option, node.Offset), penalty, kind, node.Offset, $"'{Brief(node.Text)}' was taken as the option '{Brief(option)}'.");

    private static Coerced Tie(AnswerNode node, List<string> options) => Coerced.Unfit(node) with
    {
        Error = $"'{Brief(node.Text)}' could mean '{Brief(options[0])}' or '{Brief(options[1])}': write exactly one of the options.",
    };

    /// <summary>How often the option stands in the text, not counting places that belong to a longer option.</summary>
    private static int Count(string text, string option, List<string> options)
    {
        var count = 0;
        for (var at = Find(text, option, 0); at >= 0; at = Find(text, option, at + option.Length))
        {
            var place = at;
            if (!options.Exists(other => other.Length > option.Length && Covers(text, other, place, option.Length)))
                count++;
        }

        return count;
    }

    private static bool Covers(string text, string longer, int at, int length)
    {
        var from = Math.Max(0, at + length - longer.Length);
        for (var start = from; start <= at && start + longer.Length <= text.Length; start++)
        {
            if (string.Compare(text, start, longer, 0, longer.Length, StringComparison.OrdinalIgnoreCase) == 0)
                return true;
        }

        return false;
    }

    private static int Find(string text, string option, int from)
    {
        if (option.Length == 0)
            return -1;
        for (var at = text.IndexOf(option, from, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(option, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var after = at + option.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (after == text.Length || !char.IsLetterOrDigit(text[after])))
                return at;
        }

        return -1;
    }

    /// <summary>Letters and digits only.</summary>
    private static string Bare(string text)
    {
        var bare = new StringBuilder(text.Length);
        foreach (var unit in text.Where(char.IsLetterOrDigit))
            bare.Append(unit);
        return bare.ToString();
    }

    private static string Brief(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
