using System.Text.Json;
using StructGen.Generation.Parsing.Coercion;
using StructGen.Generation.Parsing.Lenient;
using StructGen.Generation.Prompting.Shapes;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Parsing;

/// <summary>Reads answers in JSON: strictly, else as the cheapest of all lenient readings.</summary>
internal static class JsonAnswers
{
    /// <summary>One unit of coercion costs as much as this many of syntax.</summary>
    private const int CoercionWeight = 10;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = AnswerParser.MaxDepth, AllowDuplicateProperties = false };

    public static ParsedAnswer Read(string raw, bool tagged, TypeShape? shape)
    {
        if (TryStrict(raw) is { } strict)
            return shape is null ? new ParsedAnswer { Data = strict } : Fit(raw, strict, shape);
        var log = new RepairLog();
        var start = 0;
        if (ThinkingBlocks.Skip(raw, ref start, log))
            return new ParsedAnswer { Repairs = log.Repairs, Truncated = true, Errors = ["The answer ends before the thinking does: there is no data."] };
        if (start > 0 && TryStrict(raw[start..]) is { } rest)
            return AnswerReading.Fit(ReadExact(raw, start), rest, shape, log.Repairs, false);
        var candidates = new CandidateFinder(raw, start, tagged).Find();
        if (shape is null)
            candidates = [.. candidates.Where(candidate => !candidate.Repairs.Any(repair => repair.Kind is "bare-text" or "several-values"))];
        return Choose(candidates, shape, log.Repairs) ?? new ParsedAnswer
        {
            Repairs = log.Repairs,
            Errors = [string.IsNullOrWhiteSpace(raw[start..]) ? "The answer is empty." : "There is no JSON in the answer."],
        };
    }

    /// <summary>The cheapest reading; the first of several. Null where there is none.</summary>
    public static ParsedAnswer? Choose(IReadOnlyList<AnswerCandidate> candidates, TypeShape? shape, IReadOnlyList<AnswerRepair> before)
    {
        AnswerCandidate? best = null;
        Coerced? bestFit = null;
        var bestCost = int.MaxValue;
        foreach (var candidate in candidates)
        {
            var fit = shape is null ? Coerced.Exact(candidate.Node) : new AnswerCoercer().Coerce(candidate.Node, shape);
            var cost = candidate.Cost + (CoercionWeight * fit.Penalty);
            if (cost >= bestCost)
                continue;
            (best, bestFit, bestCost) = (candidate, fit, cost);
        }

        return best is null || (bestFit!.Penalty >= Coerced.Misfit && best.Repairs.Any(repair => repair.Kind == "bare-text"))
            ? null
            : AnswerReading.Make(bestFit, [.. before, .. best.Repairs], best.Truncated, null);
    }

    private static ParsedAnswer Fit(string raw, JsonElement strict, TypeShape shape) => AnswerReading.Fit(ReadExact(raw, 0), strict, shape, [], false);

    /// <summary>The same JSON with places.</summary>
    private static AnswerNode ReadExact(string raw, int start) => new LooseReader(raw, start, raw.Length, new RepairLog()).Read()!;

    private static JsonElement? TryStrict(string raw)
    {
        try
        {
            if (raw.Contains("\\ud", StringComparison.OrdinalIgnoreCase))
                return null;
            using var document = JsonDocument.Parse(raw, Strict);
            return document.RootElement.Clone();
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            return null;
        }
    }
}
