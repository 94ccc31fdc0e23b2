using System.Text.Json;
using StructGen.Generation.Parsing.Coercion;
using StructGen.Generation.Prompting.Shapes;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Parsing;

/// <summary>Makes the result of a reading.</summary>
internal static class AnswerReading
{
    /// <summary>Bends a reading towards the shape; where nothing changes the data is the element as it was written.</summary>
    public static ParsedAnswer Fit(AnswerNode node, JsonElement? written, TypeShape? shape, IReadOnlyList<AnswerRepair> before, bool truncated)
        => Make(shape is null ? Coerced.Exact(node) : new AnswerCoercer().Coerce(node, shape), before, truncated, ReferenceCheck(written, node));

    public static ParsedAnswer Make(Coerced fit, IReadOnlyList<AnswerRepair> before, bool truncated, (JsonElement Written, AnswerNode Node)? asWritten)
    {
        var log = new RepairLog();
        var errors = new List<string>();
        fit.Collect(log, errors);
        var data = asWritten is { } original && ReferenceEquals(original.Node, fit.Node) ? original.Written : AnswerNodes.ToJson(fit.Node);
        return new ParsedAnswer
        {
            Data = data,
            Repairs = [.. before.Concat(log.Repairs).OrderBy(repair => repair.Offset)],
            Errors = errors,
            Truncated = truncated,
        };
    }

    private static (JsonElement Written, AnswerNode Node)? ReferenceCheck(JsonElement? written, AnswerNode node) => written is { } element ? (element, node) : null;
}
