namespace StructGen.Generation.Compatibility;

/// <summary>What changed between two versions of a schema, and what that means for their instances.</summary>
/// <param name="Backward">Whether the new version accepts every instance of the old one.</param>
/// <param name="Forward">Whether the old version accepts every instance of the new one.</param>
/// <param name="Changes">What is written differently, in document order.</param>
public sealed record SchemaDifference(CompatibilityVerdict Backward, CompatibilityVerdict Forward, IReadOnlyList<SchemaChange> Changes);
