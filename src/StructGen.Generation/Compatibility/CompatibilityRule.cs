namespace StructGen.Generation.Compatibility;

/// <summary>What a new version of a schema must keep of the version before it.</summary>
public enum CompatibilityRule
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Every instance of the version before is valid: old data can still be read.</summary>
    Backward,

    /// <summary>Every instance of the new version is valid under the one before: old readers can read new data.</summary>
    Forward,

    /// <summary>Both: the two versions accept the same instances.</summary>
    Full,
}
