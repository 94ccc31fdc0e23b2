using Microsoft.EntityFrameworkCore;
using StructGen.Api.Registries;

namespace StructGen.Api.Access.Keys;

/// <summary>The keys in the store. Safe to share between threads and between replicas: a key that is deleted counts nowhere any more.</summary>
internal sealed class StoredKeys(RegistryEngine engine, RegistryDatabase database, TimeProvider time)
{
    /// <summary>Who has a key; null where nobody does or it has expired. The row is found by the prefix, which is no secret; hashes are compared here.</summary>
    public async ValueTask<Caller?> FindAsync(string prefix, string hash, CancellationToken cancellationToken)
    {
        if (!await database.OpenAsync(cancellationToken))
            return null;
        await using var context = engine.CreateContext();
        var rows = await context.Keys.AsNoTracking().Where(row => row.Prefix == prefix).ToListAsync(cancellationToken);
        return rows.FirstOrDefault(row => ApiKey.AreSame(row.Hash, hash) && !(row.ExpiresAt <= time.GetUtcNow()))?.ToCaller();
    }

    /// <summary>All keys, the oldest first.</summary>
    public async Task<IReadOnlyList<StoredKey>> ListAsync(CancellationToken cancellationToken)
    {
        if (!await database.OpenAsync(cancellationToken))
            return [];
        await using var context = engine.CreateContext();
        return await context.Keys.AsNoTracking().OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Keeps a new key.</summary>
    public async Task AddAsync(StoredKey key, CancellationToken cancellationToken)
    {
        await database.CreateAsync(cancellationToken);
        using var turn = await engine.EnterChangeAsync(cancellationToken);
        await using var context = engine.CreateContext();
        context.Add(key);
        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Forgets a key.</summary>
    /// <returns>Whether it was there.</returns>
    public async Task<bool> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        if (!await database.OpenAsync(cancellationToken))
            return false;
        using var turn = await engine.EnterChangeAsync(cancellationToken);
        await using var context = engine.CreateContext();
        return await context.Keys.Where(row => row.Id == id).ExecuteDeleteAsync(cancellationToken) > 0;
    }
}
