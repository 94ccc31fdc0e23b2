using StructGen.Constraints;

namespace StructGen.Cli.Outputs;

/// <summary>An enforcement report in one line.</summary>
internal static class CheckSummary
{
    private static readonly (Enforcement Status, string Words)[] Order =
    [
        (Enforcement.Enforced, "enforced"),
        (Enforcement.CheckedAfterwards, "checked afterwards"),
        (Enforcement.Annotation, "annotations"),
        (Enforcement.Unknown, "unknown"),
        (Enforcement.Refused, "refused"),
    ];

    public static string Of(EnforcementReport report)
    {
        var counts = Order
            .Select(kind => (kind.Words, Count: report.Entries.Count(entry => entry.Status == kind.Status)))
            .Where(kind => kind.Count > 0);
        var verdict = report.IsComplete ? "complete" : "not complete";
        var list = string.Join(", ", counts.Select(kind => $"{kind.Count} {kind.Words}"));
        return $"{report.Entries.Count} keywords: {list}; enforcement is {verdict}";
    }
}
