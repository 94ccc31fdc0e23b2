using Microsoft.EntityFrameworkCore;
using StructGen.Generation.Catalogs;

namespace StructGen.Api.Registries;

/// <summary>
/// Schemas and tools by name: what was stored over HTTP lies over what ships as files, so deleting a stored one lets the file show again.
/// Safe to share between threads.
/// </summary>
internal sealed class Registry(IDbContextFactory<RegistryContext> contexts, RegistryDatabase database, DefinitionFiles files, TimeProvider time)
{
    /// <summary>A version of a name; null asks for the newest.</summary>
    public async ValueTask<Definition?> FindAsync(DefinitionKind kind, string name, int? version, CancellationToken cancellationToken)
    {
        var stored = await FindStoredAsync(kind, name, version, cancellationToken);
        if (stored is not null || files.Find(kind, name) is not { } file)
            return stored;
        if (version is null)
            return file;
        return version == file.Version && await FindStoredAsync(kind, name, null, cancellationToken) is null ? file : null;
    }

    /// <summary>Writes a new version, unless the newest has the same hash.</summary>
    /// <exception cref="VersionConflictException">The newest version has another hash than expected.</exception>
    public async ValueTask<CatalogChange<Definition>> PutAsync(
        DefinitionKind kind, string name, string document, string hash, string? expectedHash, CancellationToken cancellationToken)
    {
        await database.CreateAsync(cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var newest = await Versions(context, kind, name).FirstOrDefaultAsync(cancellationToken);
        var visible = newest ?? files.Find(kind, name);
        if (expectedHash is not null && expectedHash != visible?.Hash)
            throw new VersionConflictException(name, expectedHash, visible?.Hash);
        if (newest?.Hash == hash)
            return new(newest, Created: false);
        var next = new Definition
        {
            Kind = kind,
            Name = name,
            Version = (newest?.Version ?? 0) + 1,
            Hash = hash,
            Document = document,
            CreatedAt = time.GetUtcNow(),
        };
        context.Add(next);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new(next, Created: newest is null);
    }

    /// <summary>Removes every stored version of a name; false where none was stored.</summary>
    public async ValueTask<bool> DeleteAsync(DefinitionKind kind, string name, CancellationToken cancellationToken)
    {
        if (!database.Exists)
            return false;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Definitions.Where(row => row.Kind == kind && row.Name == name).ExecuteDeleteAsync(cancellationToken) > 0;
    }

    /// <summary>The newest version of each name after a given one, in ordinal order.</summary>
    public async ValueTask<CatalogPage<Definition>> ListAsync(DefinitionKind kind, string? after, int limit, CancellationToken cancellationToken)
    {
        var shipped = files.All(kind).Where(file => string.CompareOrdinal(file.Name, after) > 0).ToList();
        var hidden = await StoredAmongAsync(kind, shipped.ConvertAll(file => file.Name), cancellationToken);
        var page = (await ListStoredAsync(kind, after ?? "", limit + 1, cancellationToken))
            .Concat(shipped.Where(file => !hidden.Contains(file.Name)))
            .OrderBy(item => item.Name, StringComparer.Ordinal)
            .Take(limit + 1)
            .ToList();
        return page.Count > limit ? new(page[..limit], page[limit - 1].Name) : new(page, null);
    }

    private static IQueryable<Definition> Versions(RegistryContext context, DefinitionKind kind, string name)
        => context.Definitions.AsNoTracking().Where(row => row.Kind == kind && row.Name == name).OrderByDescending(row => row.Version);

    private async Task<Definition?> FindStoredAsync(DefinitionKind kind, string name, int? version, CancellationToken cancellationToken)
    {
        if (!database.Exists)
            return null;
        await database.CreateAsync(cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Versions(context, kind, name).FirstOrDefaultAsync(row => version == null || row.Version == version, cancellationToken);
    }

    private async Task<HashSet<string>> StoredAmongAsync(DefinitionKind kind, List<string> names, CancellationToken cancellationToken)
    {
        if (!database.Exists || names.Count == 0)
            return [];
        await database.CreateAsync(cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Definitions.Where(row => row.Kind == kind && names.Contains(row.Name))
            .Select(row => row.Name).ToHashSetAsync(StringComparer.Ordinal, cancellationToken);
    }

    private async Task<List<Definition>> ListStoredAsync(DefinitionKind kind, string after, int limit, CancellationToken cancellationToken)
    {
        if (!database.Exists)
            return [];
        await database.CreateAsync(cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Definitions.AsNoTracking()
            .Where(row => row.Kind == kind && string.Compare(row.Name, after) > 0)
            .Where(row => !context.Definitions.Any(newer => newer.Kind == kind && newer.Name == row.Name && newer.Version > row.Version))
            .OrderBy(row => row.Name)
            .Take(limit)
            .ToListAsync(cancellationToken);
    }
}
