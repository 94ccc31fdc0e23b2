namespace StructGen.Api.Access.Keys;

/// <summary>A key as lists show it: without the key.</summary>
/// <param name="Id">Names it in addresses.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Prefix">Its first characters.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="RequestsPerMinute">Most requests in a minute; null is any number.</param>
/// <param name="TokensPerDay">Most tokens in a day; null is any number.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it ends to count; null is never.</param>
public sealed record KeyItem(
    string Id, string Name, string Prefix, IReadOnlyList<string> Scopes, int? RequestsPerMinute, long? TokensPerDay, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt)
{
    internal static KeyItem From(StoredKey key)
        => new(key.Id, key.Name, key.Prefix, Scope.Split(key.Scopes), key.RequestsPerMinute, key.TokensPerDay, key.CreatedAt, key.ExpiresAt);
}
