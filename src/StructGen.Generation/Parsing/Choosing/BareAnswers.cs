using System.Text.Json;
using System.Text.RegularExpressions;
using StructGen.Generation.Parsing.Coercion;
using StructGen.Generation.Parsing.Lenient;
using StructGen.Generation.Parsing.Reading;
using StructGen.Generation.Prompting.Shapes;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Parsing.Choosing;

/// <summary>Reads answers without brackets: a text where the root is one, one value in a sentence, a list as lines, bullets or between commas.</summary>
/// <remarks>Prose never becomes data of an object, and a list of texts only from bullets or short words between commas.</remarks>
internal static partial class BareAnswers
{
    private const int MaxItems = 10_000;

    private static readonly string[] Tags = ["json", "answer", "output", "result", "tool_call"];

    /// <param name="raw">The answer.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="shape">What is wanted; null for any JSON, which bare text never is.</param>
    /// <param name="view">The same as a view.</param>
    /// <param name="isNeeded">Whether no value in brackets was found.</param>
    public static ParsedAnswer? Read(string raw, int start, TypeShape? shape, ShapeView view, bool isNeeded)
    {
        if (shape is null || view.IsAny || (!isNeeded && view.Admits(ShapeTypes.Object | ShapeTypes.Array)))
            return null;
        var log = new RepairLog();
        var (from, to) = Narrow(raw, start, log);
        if (from >= to)
            return null;
        var core = ShapeCore.Of(shape);
        if (view.Admits(ShapeTypes.Array) && core.Items is { } items && ShapeCore.IsScalar(items) && List(raw, from, to, items, log) is { } list)
            return AnswerReading.Fit(list, null, shape, log.Repairs, CutKind.Whole);
        if ((view.Types & ~(ShapeTypes.Object | ShapeTypes.Array | ShapeTypes.Null)) == 0)
            return null;
        return Scalar(raw, from, to, shape, view, log);
    }

    private static ParsedAnswer? Scalar(string raw, int from, int to, TypeShape shape, ShapeView view, RepairLog log)
    {
        var cut = CutKind.Whole;
        var content = raw[from..to];
        AnswerNode node;
        if (BareWords.IsJson(content))
        {
            node = BareWords.Read(content, from, log);
        }
        else if (LooseSyntax.ClosersOf(raw[from]) is { Length: > 0 } closers && content.Length > 1 && IsOneText(content, closers))
        {
            if (LooseSyntax.RepairOf(raw[from]) is { } odd)
                log.Add(odd, from, "A text in other quotes was taken as one in double quotes.");
            if (content.AsSpan(1, content.Length - 2).ContainsAny(closers))
                log.Add("inner-quotes", from, "Quotes within a text were taken as part of it.");
            node = AnswerNode.String(TextDecoder.Decode(raw, from + 1, to - 1, raw[from], isCut: false, log), from);
        }
        else if (raw[from] == '"' && content.LastIndexOf('"') == 0)
        {
            cut = CutKind.WithinValue;
            log.Add("truncated", to, "The answer ends within a value: what was there was taken.");
            node = AnswerNode.String(TextDecoder.Decode(raw, from + 1, to, '"', isCut: true, log), from);
        }
        else
        {
            log.Add("bare-text", from, "The whole text was taken as the value.");
            node = AnswerNode.String(LoneSurrogates.Replace(Unmarked(content, view)), from);
        }

        var fit = new AnswerCoercer(node).Coerce(node, shape);
        return fit.Penalty >= Coerced.Misfit && fit.Error is null ? null : AnswerReading.Make(fit, log.Repairs, cut, null);
    }

    /// <summary>Whether the closing quote of a text is its last character: there may be quotes within it, but no prose behind it.</summary>
    private static bool IsOneText(string content, string closers) => closers.Contains(content[^1]) && (content.Length < 3 || content[^2] != '\\');

    private static string Unmarked(string content, ShapeView view)
        => view.Admits(ShapeTypes.String) && !view.IsLiteral ? content : content.Trim('*', '_', '`', ' ', '"', '\'', '.').Trim();

    /// <summary>Takes away a fence or tags around the whole.</summary>
    private static (int From, int To) Narrow(string raw, int start, RepairLog log)
    {
        var (from, to) = Trimmed(raw, start, raw.Length);
        foreach (var name in Tags)
        {
            var tag = $"<{name}>";
            if (to - from <= tag.Length && tag.StartsWith(raw[from..to], StringComparison.OrdinalIgnoreCase))
                return (to, to);
            if (string.Compare(raw, from, tag, 0, tag.Length, StringComparison.OrdinalIgnoreCase) != 0)
                continue;
            log.Add("tags", from, "The answer was taken out of tags.");
            var close = raw.IndexOf($"</{name}>", from, StringComparison.OrdinalIgnoreCase);
            (from, to) = Trimmed(raw, from + tag.Length, close < 0 ? to : close);
        }

        if (string.CompareOrdinal(raw, from, "```", 0, 3) == 0)
        {
            var line = raw.IndexOf('\n', from, to - from);
            var close = raw.LastIndexOf("```", StringComparison.Ordinal);
            if (line >= 0 && close > line && close + 3 >= to)
            {
                log.Add("code-fence", from, "The answer was taken out of a code fence.");
                (from, to) = Trimmed(raw, line, close);
            }
        }

        return (from, to);
    }

    private static (int From, int To) Trimmed(string raw, int from, int to)
    {
        while (from < to && LooseSyntax.IsSpace(raw[from]))
            from++;
        while (to > from && LooseSyntax.IsSpace(raw[to - 1]))
            to--;
        return (from, to);
    }

    /// <summary>Items on lines of their own, with bullets or not, or between commas; null where they are none.</summary>
    private static AnswerNode? List(string raw, int from, int to, TypeShape items, RepairLog log)
    {
        var content = raw[from..to];
        var lines = content.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines.Length > MaxItems)
            return null;
        var bullets = lines.Where(line => Bullet().IsMatch(line)).ToList();
        var others = lines.Where(line => !Bullet().IsMatch(line)).ToList();
        List<string> parts;
        if (bullets.Count > 0 && others.TrueForAll(line => line.EndsWith(':')) && others.Count <= 1)
            parts = [.. bullets.Select(line => Bullet().Replace(line, "", 1))];
        else if (lines.Length > 1 && bullets.Count == 0)
            parts = [.. lines.Select(line => line.TrimEnd(','))];
        else
            parts = [.. content.Split([',', ';'], StringSplitOptions.TrimEntries)];
        var isText = ShapeCore.Of(items) is { Literals: null } core && core.Admits(ShapeTypes.String);
        if (isText && bullets.Count == 0 && !AreWords(lines, parts))
            return null;
        var list = AnswerNode.Array(from);
        foreach (var part in parts)
        {
            var word = part.Trim().Trim('"', '`', '*', '\u201C', '\u201D').Trim();
            if (word.Length == 0)
                return null;
            var node = AnswerNode.String(word, from, untyped: true);
            var fit = isText ? Coerced.Exact(node) : new AnswerCoercer(node).Coerce(node, items);
            if (fit.Penalty >= Coerced.Misfit || fit.Repairs.Any(repair => repair.Kind is "number-within" or "boolean-within" or "enum-within"))
                return null;
            list.Items.Add(fit.Node);
        }

        log.Add("missing-brackets", from, "Items without brackets were taken as a list.");
        return list;
    }

    /// <summary>Whether parts between commas are words of a list and not the clauses of a sentence.</summary>
    private static bool AreWords(string[] lines, List<string> parts)
        => lines.Length == 1 && parts.Count > 1 && lines[0][^1] is not ('.' or '!' or '?' or '\u3002')
            && parts.TrueForAll(part => part.Length is > 0 and <= 40 && part.AsSpan().Count(' ') < 2 && part.AsSpan().IndexOfAny(".!?:") < 0);

    [GeneratedRegex(@"\A(?:[-*\u2022\u2013+]|\d{1,4}[.)])\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Bullet();
}
