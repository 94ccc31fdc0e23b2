using Microsoft.EntityFrameworkCore;
using StructGen.Generation.Catalogs;

namespace StructGen.Api.Registries;

/// <summary>Versions of schemas and tools by name. A look-up never makes the database. Safe to share between threads.</summary>
internal sealed class Registry(IDbContextFactory<RegistryContext> contexts, RegistryDatabase database, TimeProvider time)
{
    /// <summary>A version of a name; null asks for the newest.</summary>
    public async ValueTask<Definition?> FindAsync(DefinitionKind kind, string name, int? version, CancellationToken cancellationToken)
    {
        if (!await database.OpenAsync(cancellationToken))
            return null;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Versions(context, kind, name).FirstOrDefaultAsync(row => version == null || row.Version == version, cancellationToken);
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
        if (expectedHash is not null && expectedHash != newest?.Hash)
            throw new VersionConflictException(name, expectedHash, newest?.Hash);
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

    /// <summary>Removes every version of a name; false where there was none.</summary>
    public async ValueTask<bool> DeleteAsync(DefinitionKind kind, string name, CancellationToken cancellationToken)
    {
        if (!await database.OpenAsync(cancellationToken))
            return false;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Definitions.Where(row => row.Kind == kind && row.Name == name).ExecuteDeleteAsync(cancellationToken) > 0;
    }

    /// <summary>The newest version of each name after a given one, in ordinal order.</summary>
    public async ValueTask<CatalogPage<Definition>> ListAsync(DefinitionKind kind, string? after, int limit, CancellationToken cancellationToken)
    {
        if (!await database.OpenAsync(cancellationToken))
            return new([], null);
        after ??= "";
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var page = await context.Definitions.AsNoTracking()
            .Where(row => row.Kind == kind && string.Compare(row.Name, after) > 0)
            .Where(row => !context.Definitions.Any(newer => newer.Kind == kind && newer.Name == row.Name && newer.Version > row.Version))
            .OrderBy(row => row.Name)
            .Take(limit + 1)
            .ToListAsync(cancellationToken);
        return page.Count > limit ? new(page[..limit], page[limit - 1].Name) : new(page, null);
    }

    private static IQueryable<Definition> Versions(RegistryContext context, DefinitionKind kind, string name)
        => context.Definitions.AsNoTracking().Where(row => row.Kind == kind && row.Name == name).OrderByDescending(row => row.Version);
}
