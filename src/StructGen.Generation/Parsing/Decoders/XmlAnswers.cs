using StructGen.Generation.Parsing.Lenient;
using StructGen.Generation.Parsing.Reading;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Parsing.Decoders;

/// <summary>Reads answers in tags named after properties; the schema says what is a list, what a text and what a form.</summary>
internal static class XmlAnswers
{
    public static ParsedAnswer Read(string raw, TypeShape? shape)
    {
        var log = new RepairLog();
        var start = 0;
        if (ThinkingBlocks.Skip(raw, ref start, log))
            return new ParsedAnswer { Repairs = log.Repairs, Truncated = true, Errors = ["The answer ends before the thinking does: there is no data."] };
        var reader = new TagReader(raw, start, log);
        var root = reader.Read();
        if (reader.TooDeep)
            return new ParsedAnswer { Repairs = log.Repairs, Errors = [$"The tags of the answer nest deeper than {AnswerParser.MaxDepth}."] };
        if (reader.IsDamaged || (shape is not null && Swallows(raw, root, ShapeViews.NamesOf(shape))))
            return new ParsedAnswer { Repairs = log.Repairs, Truncated = reader.Truncated, Errors = ["The tags of the answer do not match: write every element with its opening and closing tag."] };
        if (root.Children.Count == 0)
        {
            return string.IsNullOrWhiteSpace(raw[start..]) && shape is not null && EmptyAnswer.For(shape) is var nothing
                ? new ParsedAnswer { Data = nothing, Repairs = log.Repairs }
                : new ParsedAnswer { Repairs = log.Repairs, Errors = ["There are no tags in the answer."] };
        }

        if (HasProse(raw, root))
            log.Add("surrounding-text", start, "Text outside of tags was ignored.");
        var node = new TagValues(raw, log).Root(root, shape ?? new TypeShape());
        return AnswerReading.Fit(node, null, shape, log.Repairs, reader.Truncated ? Reading.CutKind.WithinValue : Reading.CutKind.Whole);
    }

    /// <summary>Whether an element holds both text of its own and elements of the schema: a tag between them is missing.</summary>
    private static bool Swallows(string raw, TagElement root, HashSet<string> names)
    {
        var open = new Stack<TagElement>(root.Children);
        while (open.TryPop(out var element))
        {
            var at = element.From;
            foreach (var child in element.Children)
            {
                if (names.Contains(child.Name) && child.Offset > at && HasText(raw[at..child.Offset]))
                    return true;
                var close = raw.IndexOf('>', child.SelfClosed ? child.Offset : child.To);
                at = close < 0 ? element.To : close + 1;
                open.Push(child);
            }
        }

        return false;
    }

    private static bool HasText(string gap)
    {
        for (var open = gap.IndexOf("<!--", StringComparison.Ordinal); open >= 0; open = gap.IndexOf("<!--", StringComparison.Ordinal))
        {
            var close = gap.IndexOf("-->", open, StringComparison.Ordinal);
            gap = close < 0 ? gap[..open] : gap.Remove(open, close + 3 - open);
        }

        return !string.IsNullOrWhiteSpace(gap);
    }

    private static bool HasProse(string raw, TagElement root)
    {
        var at = root.From;
        foreach (var child in root.Children)
        {
            if (!raw.AsSpan(at, Math.Max(0, child.Offset - at)).IsWhiteSpace())
                return true;
            var close = raw.IndexOf('>', child.SelfClosed ? child.Offset : child.To);
            at = close < 0 ? raw.Length : close + 1;
        }

        return !raw.AsSpan(at).IsWhiteSpace();
    }
}
