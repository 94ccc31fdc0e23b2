using StructGen.Generation.Parsing.Coercion;
using StructGen.Generation.Parsing.Lenient;
using StructGen.Generation.Parsing.Reading;
using StructGen.Generation.Prompting.Shapes;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Parsing.Decoders;

/// <summary>Chooses between the parts of an answer that could be read as YAML.</summary>
internal static class YamlCandidates
{
    /// <summary>One unit of coercion costs as much as this many of syntax.</summary>
    private const int CoercionWeight = 10;

    /// <summary>The cheapest reading; the first of several. Null where there is none.</summary>
    public static ParsedAnswer? Choose(IReadOnlyList<AnswerCandidate> candidates, TypeShape? shape, IReadOnlyList<AnswerRepair> before)
    {
        AnswerCandidate? best = null;
        Coerced? bestFit = null;
        var bestCost = int.MaxValue;
        foreach (var candidate in candidates)
        {
            var fit = shape is null ? Coerced.Exact(candidate.Node) : new AnswerCoercer(candidate.Node).Coerce(candidate.Node, shape);
            var cost = candidate.Cost + (CoercionWeight * fit.Penalty);
            if (cost >= bestCost)
                continue;
            (best, bestFit, bestCost) = (candidate, fit, cost);
        }

        return best is null ? null : AnswerReading.Make(bestFit!, [.. before, .. best.Repairs], best.Truncated ? CutKind.WithinValue : CutKind.Whole, null);
    }
}
