namespace StructGen.Generation.Compatibility;

/// <summary>How a place of a schema differs between two versions.</summary>
public enum SchemaChangeKind
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>It is gone.</summary>
    Removed,

    /// <summary>It has another value.</summary>
    Changed,
}
