using System.Text.Json.Serialization;
using StructGen.Constraints;

namespace StructGen.Api.Schemas;

/// <summary>What becomes of every keyword of a schema.</summary>
/// <param name="Complete">Whether every answer in grammar mode is sure to satisfy the schema.</param>
/// <param name="Entries">One entry per place and keyword.</param>
public sealed record SchemaCheck(bool Complete, IReadOnlyList<EnforcementEntry> Entries)
{
    /// <summary>Entries that are not listed, of a report of more than 5,000; those that matter least. Left out where all are.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Omitted { get; init; }

    /// <summary>Whether the service that was asked about would take it; left out where none was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DialectCheck? Dialect { get; init; }
}
