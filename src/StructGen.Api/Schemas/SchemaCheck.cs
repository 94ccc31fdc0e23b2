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

    /// <summary>Places whose objects take declared names only while a local model writes (unless the request says <c>openObjects</c>); left out where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? ClosedObjects { get; init; }

    /// <summary>Places whose objects stay open, because only undeclared members can make them valid; left out where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? LeftOpenObjects { get; init; }

    /// <summary>Places whose numbers keep all spellings of JSON, because no plain one is valid; left out where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? LeftOpenNumbers { get; init; }

    /// <summary>The report on the wire.</summary>
    public static SchemaCheck From(EnforcementReport report) => new(report.IsComplete, report.Entries)
    {
        ClosedObjects = Some(report.ClosedObjects),
        LeftOpenObjects = Some(report.LeftOpenObjects),
        LeftOpenNumbers = Some(report.LeftOpenNumbers),
    };

    private static IReadOnlyList<string>? Some(IReadOnlyList<string> places) => places.Count == 0 ? null : places;

    /// <summary>Whether the service that was asked about would take it; left out where none was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DialectCheck? Dialect { get; init; }
}
