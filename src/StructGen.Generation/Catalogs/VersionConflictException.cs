namespace StructGen.Generation.Catalogs;

/// <summary>Someone else changed the entry in between (If-Match).</summary>
/// <param name="name">The entry.</param>
/// <param name="expected">The hash the caller expected.</param>
/// <param name="actual">The hash it has; null where it does not exist.</param>
public sealed class VersionConflictException(string name, string expected, string? actual)
    : Exception(actual is null
        ? $"'{name}' does not exist, but the request expects its hash to be {expected}."
        : $"'{name}' has the hash {actual} and the request expects {expected}: read it again and repeat the change.");
