using StructGen.Generation.Compatibility;

namespace StructGen.Api.Schemas;

/// <summary>Two versions of a schema compared.</summary>
/// <param name="From">The earlier version.</param>
/// <param name="To">The later version.</param>
/// <param name="Backward">Whether the later version accepts every instance of the earlier one.</param>
/// <param name="Forward">Whether the earlier version accepts every instance of the later one.</param>
/// <param name="Changes">What is written differently.</param>
public sealed record SchemaDiff(int From, int To, CompatibilityVerdict Backward, CompatibilityVerdict Forward, IReadOnlyList<SchemaChange> Changes);
