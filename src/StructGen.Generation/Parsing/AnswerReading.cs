using System.Text.Json;
using StructGen.Generation.Parsing.Coercion;
using StructGen.Generation.Parsing.Reading;
using StructGen.Generation.Prompting.Shapes;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Parsing;

/// <summary>Makes the result of a reading.</summary>
internal static class AnswerReading
{
    /// <summary>Bends a reading towards the shape; where nothing changes the data is the element as it was written.</summary>
    public static ParsedAnswer Fit(AnswerNode node, JsonElement? written, TypeShape? shape, IReadOnlyList<AnswerRepair> before, CutKind cut)
        => Make(shape is null ? Coerced.Exact(node) : new AnswerCoercer(node).Coerce(node, shape), before, cut, written is { } element ? (element, node) : null);

    public static ParsedAnswer Make(Coerced fit, IReadOnlyList<AnswerRepair> before, CutKind cut, (JsonElement Written, AnswerNode Node)? asWritten)
    {
        var log = new RepairLog();
        var errors = new List<string>();
        fit.Collect(log, errors);
        IReadOnlyList<AnswerRepair> repairs = [.. before.Concat(log.Repairs).OrderBy(repair => repair.Offset)];
        if (fit.IsTie)
            return new ParsedAnswer { Repairs = repairs, Errors = errors, Truncated = cut != CutKind.Whole, Ambiguous = true };
        return new ParsedAnswer
        {
            Data = asWritten is { } original && ReferenceEquals(original.Node, fit.Node) ? original.Written : AnswerNodes.ToJson(fit.Node),
            Repairs = repairs,
            Errors = errors,
            Truncated = cut != CutKind.Whole,
            LacksOnlyClosers = cut == CutKind.LacksClosers,
        };
    }
}
