using Microsoft.Extensions.Options;

namespace StructGen.Api.Access.Keys;

/// <summary>The keys that stand in the configuration. Immutable; holds hashes only.</summary>
internal sealed class ConfiguredKeys(IOptions<AuthOptions> options, TimeProvider time)
{
    private readonly (string Hash, DateTimeOffset? ExpiresAt, Caller Caller)[] _keys =
    [
        .. options.Value.Keys.Select(entry => (
            entry.Value.Hash?.ToLowerInvariant() ?? ApiKey.HashOf(entry.Value.Key!),
            entry.Value.ExpiresAt,
            new Caller($"config:{entry.Key}", Scope.Split(entry.Value.Scopes), entry.Value.RequestsPerMinute, entry.Value.TokensPerDay))),
    ];

    /// <summary>Who has a key; null where nobody does or it has expired. Every key is compared, so the time tells nothing.</summary>
    public Caller? Find(string hash)
    {
        Caller? found = null;
        foreach (var key in _keys)
        {
            if (ApiKey.AreSame(key.Hash, hash) && !(key.ExpiresAt <= time.GetUtcNow()))
                found = key.Caller;
        }

        return found;
    }
}
