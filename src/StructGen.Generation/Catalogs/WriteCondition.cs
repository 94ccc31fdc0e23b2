namespace StructGen.Generation.Catalogs;

/// <summary>What must be so for a change to be made: the preconditions of RFC 9110.</summary>
/// <param name="Hash">The hash that the newest version must have (<c>If-Match</c>); null asks for none.</param>
/// <param name="Exists">Whether the name must be there (<c>If-Match: *</c>) or must not (<c>If-None-Match: *</c>); null asks for neither.</param>
public sealed record WriteCondition(string? Hash = null, bool? Exists = null)
{
    /// <summary>Asks for nothing.</summary>
    public static WriteCondition None { get; } = new();

    /// <summary>Compares with what is there.</summary>
    /// <param name="name">The name, for the message.</param>
    /// <param name="newest">The newest version's hash; null where there is none.</param>
    /// <exception cref="VersionConflictException">It is not so.</exception>
    public void Check(string name, string? newest)
    {
        if (Hash is not null && Hash != newest) throw VersionConflictException.Changed(name, Hash, newest);
        if (Exists is { } wanted && wanted != (newest is not null)) throw wanted ? VersionConflictException.Missing(name) : VersionConflictException.Taken(name);
    }
}
