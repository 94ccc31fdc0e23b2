using System.Text.Json;
using StructGen.RepairBench.Damages;
using StructGen.RepairBench.Documents;
using StructGen.RepairBench.Judging;

namespace StructGen.RepairBench.Sampling;

/// <summary>
/// Whether another document gives a damaged text under one damage of like size: every single edit that could undo the damage is tried
/// at every place, and read strictly. This is a search through characters, it knows nothing of how readers work.
/// </summary>
/// <remarks>
/// Of documents that differ only in the white space at the ends of texts and names the trimmed one is meant, as a damage moves no blanks. An early final
/// closer (text behind the root) and a missing one are both damages, so both are tried.
/// </remarks>
internal static class Alternatives
{
    /// <summary>The longest text that is searched.</summary>
    public const int MaxLength = 1_600;

    /// <summary>Another document, and whether the line breaks and the indentation of the text fit it as well; null where there is none.</summary>
    public static (JsonElement Data, bool FitsLayout)? Find(string text, BenchDocument document, Undo undo)
    {
        JsonElement? other = null;
        foreach (var candidate in Edits(text, undo))
        {
            if (Parse(candidate) is not { } value || SameJson.Same(value, document.Data, (one, other) => one.Trim() == other.Trim()) || !document.Accepts(value))
                continue;
            if (FitsLayout(candidate))
                return (value, true);
            other ??= value;
        }

        return other is { } found ? (found, false) : null;
    }

    /// <summary>Whether all lines of one depth are indented alike, and no line begins with a comma.</summary>
    private static bool FitsLayout(string text)
    {
        var indents = new Dictionary<int, int>();
        var depth = 0;
        for (var index = 0; index < text.Length; index++)
        {
            switch (text[index])
            {
                case '"':
                    for (index++; index < text.Length && text[index] != '"'; index++)
                        index += text[index] == '\\' ? 1 : 0;
                    break;
                case '{' or '[':
                    depth++;
                    break;
                case '}' or ']':
                    depth--;
                    break;
                case '\n':
                    var indent = text.AsSpan(index + 1).IndexOfAnyExcept(' ');
                    var first = indent < 0 ? ' ' : text[index + 1 + indent];
                    var level = first is '}' or ']' ? depth - 1 : depth;
                    if (first == ',' || (indents.TryGetValue(level, out var known) && known != indent))
                        return false;
                    indents[level] = indent;
                    break;
            }
        }

        return true;
    }

    private static IEnumerable<string> Edits(string text, Undo undo)
    {
        for (var index = 0; index <= text.Length; index++)
        {
            if (index < text.Length && char.IsLowSurrogate(text[index]))
                continue;
            if (undo.HasFlag(Undo.InsertCloser))
            {
                yield return text.Insert(index, "}");
                yield return text.Insert(index, "]");
            }

            if (undo.HasFlag(Undo.InsertQuote))
                yield return text.Insert(index, "\"");
            if (undo.HasFlag(Undo.InsertComma))
                yield return text.Insert(index, ",");
            if (index == text.Length || text[index] is not ('}' or ']' or ')'))
                continue;
            if (undo.HasFlag(Undo.RemoveCloser))
                yield return text.Remove(index, 1);
            if (!undo.HasFlag(Undo.ReplaceCloser))
                continue;
            yield return text.Remove(index, 1).Insert(index, "}");
            yield return text.Remove(index, 1).Insert(index, "]");
            var next = index + 1;
            while (next < text.Length && char.IsWhiteSpace(text[next]))
                next++;
            if (next < text.Length && text[next] is '}' or ']')
                yield return $"{text[..index]}{text[next]}{text[(index + 1)..next]}{text[index]}{text[(next + 1)..]}";
        }
    }

    private static JsonElement? Parse(string text)
    {
        // Utf8JsonReader throws for each wrong candidate, which is most; a bracket count first spares nearly all of them.
        if (!Balanced(text))
            return null;
        try
        {
            return JsonElement.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool Balanced(string text)
    {
        Span<char> open = stackalloc char[64];
        var depth = 0;
        var inText = false;
        for (var index = 0; index < text.Length; index++)
        {
            var unit = text[index];
            if (inText)
            {
                if (unit == '\\')
                    index++;
                else if (unit == '"')
                    inText = false;
                continue;
            }

            switch (unit)
            {
                case '"':
                    inText = true;
                    break;
                case '{' or '[':
                    if (depth == open.Length)
                        return false;
                    open[depth++] = unit;
                    break;
                case '}' or ']':
                    if (depth == 0 || open[--depth] != (unit == '}' ? '{' : '['))
                        return false;
                    break;
            }
        }

        return depth == 0 && !inText;
    }
}
