using StructGen.Constraints;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Planning;

/// <summary>What a caller should know of a schema's keywords: slips, and what only the validator holds.</summary>
internal static class EnforcementWarnings
{
    /// <summary>Places of one kind that are told; the schema's report has all.</summary>
    private const int Most = 20;

    public static IEnumerable<GenerationWarning> Of(EnforcementReport report, GenerationMode mode)
    {
        if (mode == GenerationMode.Grammar)
        {
            foreach (var pointer in report.LeftOpenObjects.Take(Most))
                yield return new("object-left-open", pointer, "Only with members that the schema does not declare can an object here be valid, so undeclared members may be written.");
            foreach (var pointer in report.LeftOpenNumbers.Take(Most))
                yield return new("number-left-open", pointer, "No number in plain digits satisfies the schema here, so every spelling of JSON may be written.");
        }

        foreach (var entry in report.Entries)
        {
            if (entry.Status == Enforcement.Unknown && !entry.Keyword.StartsWith("x-", StringComparison.Ordinal))
                yield return new("unknown-keyword", entry.Pointer, $"No draft of JSON Schema knows the keyword \"{entry.Keyword}\", so it constrains nothing.{(entry.Remedy is null ? "" : " " + entry.Remedy)}");
            else if (entry.Status == Enforcement.CheckedAfterwards && mode == GenerationMode.Grammar)
                yield return new("checked-afterwards", entry.Pointer, $"\"{entry.Keyword}\" is not enforced while the answer is written but checked afterwards.{(entry.Reason is null ? "" : " " + entry.Reason)}");
        }
    }
}
