using StructGen.Generation.Catalogs;

namespace StructGen.Generation.Compatibility;

/// <summary>A new version of a schema breaks the <see cref="CompatibilityRule"/> that it was registered with, or keeping it cannot be proved.</summary>
public sealed class IncompatibleSchemaException : Exception
{
    private IncompatibleSchemaException(string message, IReadOnlyList<CompatibilityBreak> breaks)
        : base(message)
        => Breaks = breaks;

    /// <summary>What breaks it; empty where it could not be decided.</summary>
    public IReadOnlyList<CompatibilityBreak> Breaks { get; }

    internal static void ThrowIfBroken(StoredSchema newest, SchemaDifference difference, CompatibilityRule rule)
    {
        CompatibilityVerdict[] verdicts = rule switch
        {
            CompatibilityRule.Backward => [difference.Backward],
            CompatibilityRule.Forward => [difference.Forward],
            CompatibilityRule.Full => [difference.Backward, difference.Forward],
            _ => [],
        };
        if (verdicts.All(verdict => verdict.Compatible == true)) return;
        var breaks = verdicts.SelectMany(verdict => verdict.Breaks).ToList();
        var name = $"'{newest.Name}@{newest.Version}'";
        var rules = rule.ToString().ToLowerInvariant();
        throw new IncompatibleSchemaException(
            breaks.Count > 0
                ? $"The schema is not {rules} compatible with {name}: {breaks[0].Message} Change the schema, or register it with compatibility=none."
                : $"Whether the schema is {rules} compatible with {name} could not be decided: {verdicts.First(verdict => verdict.Compatible is null).Reason} Register it with compatibility=none if it is meant.",
            breaks);
    }
}
