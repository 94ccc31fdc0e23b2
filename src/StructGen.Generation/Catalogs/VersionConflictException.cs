namespace StructGen.Generation.Catalogs;

/// <summary>A <see cref="WriteCondition"/> does not hold: someone else changed the entry in between.</summary>
public sealed class VersionConflictException : Exception
{
    private VersionConflictException(string message)
        : base(message)
    {
    }

    internal static VersionConflictException Changed(string name, string expected, string? actual) => new(actual is null
        ? $"'{name}' does not exist, but the request expects its hash to be {expected}."
        : $"'{name}' has the hash {actual} and the request expects {expected}: read it again and repeat the change.");

    internal static VersionConflictException Missing(string name) => new($"'{name}' does not exist, and the request (If-Match: *) only changes what does.");

    internal static VersionConflictException Taken(string name) => new($"'{name}' exists already, and the request (If-None-Match: *) only makes what is new: choose another name.");
}
