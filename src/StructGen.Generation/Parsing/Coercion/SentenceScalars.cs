using System.Text.RegularExpressions;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Parsing.Coercion;

/// <summary>Finds the one number or boolean that a sentence names: <c>The total is 42.</c>, <c>Answer: **True**</c>. Two different ones are an error.</summary>
internal static partial class SentenceScalars
{
    private const int MaxLength = 2_000;

    public static Coerced Find(AnswerNode node, ShapeTypes types)
    {
        if (node.Text.Length > MaxLength)
            return Coerced.Unfit(node);
        if (types.HasFlag(ShapeTypes.Integer))
            return FindNumber(node, types);
        return types.HasFlag(ShapeTypes.Boolean) ? FindBoolean(node) : Coerced.Unfit(node);
    }

    private static Coerced FindNumber(AnswerNode node, ShapeTypes types)
    {
        var found = new List<string>();
        foreach (Match match in Numbers().Matches(node.Text))
        {
            if (NumberForms.Read(match.Groups[1].Value) is not { } digits || Scales().IsMatch(node.Text.AsSpan(match.Index + match.Length)))
                return Coerced.Unfit(node);
            if (!types.HasFlag(ShapeTypes.Number) && !NumberForms.IsWhole(digits))
                return Coerced.Unfit(node);
            if (!found.Contains(digits))
                found.Add(digits);
        }

        return found.Count switch
        {
            0 => Coerced.Unfit(node),
            1 => Coerced.Changed(AnswerNode.Number(found[0], node.Offset), 3, "number-within", node.Offset, $"The number {AnswerCoercer.Brief(found[0])} was found in a sentence."),
            _ => Tie(node, found[0], found[1]),
        };
    }

    private static Coerced FindBoolean(AnswerNode node)
    {
        var matches = Booleans().Matches(node.Text);
        if (matches.Count == 0 || Negations().IsMatch(node.Text))
            return Coerced.Unfit(node);
        var truth = matches[0].Value[0] is 't' or 'T';
        return matches.All(match => match.Value[0] is 't' or 'T' == truth)
            ? Coerced.Changed(AnswerNode.Boolean(truth, node.Offset), 3, "boolean-within", node.Offset, $"The word {(truth ? "true" : "false")} was found in a sentence.")
            : Tie(node, "true", "false");
    }

    private static Coerced Tie(AnswerNode node, string first, string second) => Coerced.Unfit(node) with
    {
        Error = $"'{AnswerCoercer.Brief(node.Text)}' could mean {AnswerCoercer.Brief(first)} or {AnswerCoercer.Brief(second)}: write the value alone.",
        IsTie = true,
    };

    /// <summary>Digits that no letter precedes.</summary>
    [GeneratedRegex(@"(?<![\p{L}\d])([-+\u2212]?\d[\d.,'\u2019_]*)", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();

    /// <summary>A word behind a number that changes its value, or a letter or mark that makes it part of something else.</summary>
    [GeneratedRegex(@"\A(?:[\p{L}/:-]|\s*(?:thousand|hundred|million|billion|trillion|dozen|lakh|crore|k|m|bn|mio|mrd|mln|tausend|million\w*|milliard\w*|mil|mille|cent|ciento|cien|millones|mil(?:hões|ioni)|тысяч\w*|миллион\w*|миллиард\w*|万|億|亿|千|百|%)(?!\p{L}))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Scales();

    [GeneratedRegex(@"(?<!\p{L})(?:true|false)(?!\p{L})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Booleans();

    [GeneratedRegex(@"(?<!\p{L})(?:not|neither|nor|cannot|can't|isn't|unclear|unknown|whether|n't)(?!\p{L})|n't|n\u2019t", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Negations();
}
