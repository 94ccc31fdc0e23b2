using StructGen.Constraints;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Planning;

/// <summary>What a caller should know of a schema's keywords: slips, and what only the validator holds.</summary>
internal static class EnforcementWarnings
{
    public static IEnumerable<GenerationWarning> Of(EnforcementReport report, GenerationMode mode)
    {
        foreach (var entry in report.Entries)
        {
            if (entry.Warning is { } warning) yield return new("suspicious-keyword", entry.Pointer, warning);
            if (entry.Status == Enforcement.Unknown && !entry.Keyword.StartsWith("x-", StringComparison.Ordinal))
                yield return new("unknown-keyword", entry.Pointer, $"No draft of JSON Schema knows the keyword \"{entry.Keyword}\", so it constrains nothing.{(entry.Remedy is null ? "" : " " + entry.Remedy)}");
            else if (entry.Status == Enforcement.CheckedAfterwards && mode == GenerationMode.Grammar)
                yield return new("checked-afterwards", entry.Pointer, $"\"{entry.Keyword}\" is not enforced while the answer is written but checked afterwards.{(entry.Reason is null ? "" : " " + entry.Reason)}");
        }
    }
}
