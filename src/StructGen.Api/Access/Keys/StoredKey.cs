namespace StructGen.Api.Access.Keys;

/// <summary>A key that was made over HTTP, a row of <c>api_keys</c>. The key itself is not kept.</summary>
internal sealed class StoredKey
{
    /// <summary>Names the key in addresses; no secret.</summary>
    public required string Id { get; init; }

    /// <summary>What it is for, in its maker's words.</summary>
    public required string Name { get; init; }

    /// <summary>The key's first characters.</summary>
    public required string Prefix { get; init; }

    /// <summary>SHA-256 of the key, lower-case hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>Scopes with blanks between.</summary>
    public required string Scopes { get; init; }

    /// <summary>Most requests in a minute.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>Most tokens in a day.</summary>
    public long? TokensPerDay { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends to count.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Who has it.</summary>
    public Caller ToCaller() => new($"key:{Id}", Scope.Split(Scopes), RequestsPerMinute, TokensPerDay);
}
