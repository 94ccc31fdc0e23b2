using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StructGen.Generation.Catalogs;

namespace StructGen.Api.Registries;

/// <summary>Versions of schemas and tools by name, in a database. A look-up never makes the database. Safe to share between threads and between replicas.</summary>
internal sealed class Registry(RegistryEngine engine, RegistryDatabase database, TimeProvider time) : IDefinitionStore
{
    public async ValueTask<StoredDefinition?> FindAsync(DefinitionKind kind, string name, int? version, CancellationToken cancellationToken)
    {
        if (!await database.OpenAsync(cancellationToken))
            return null;
        await using var context = engine.CreateContext();
        var found = await Versions(context, kind, name).OrderByDescending(row => row.Version)
            .FirstOrDefaultAsync(row => version == null || row.Version == version, cancellationToken);
        return found?.ToStored();
    }

    public async ValueTask<CatalogPage> ListAsync(DefinitionKind kind, CatalogQuery query, CancellationToken cancellationToken)
    {
        if (!await database.OpenAsync(cancellationToken))
            return new([], null);
        var after = query.After ?? "";
        await using var context = engine.CreateContext();
        var names = context.Names.AsNoTracking().Where(row => row.Kind == kind && row.Newest > 0 && string.Compare(row.Name, after) > 0);
        if (query.Search is { } search)
        {
            var text = DefinitionName.Searchable(search);
            names = names.Where(row => row.SearchText.Contains(text));
        }

        var page = await names.OrderBy(row => row.Name).Take(query.Limit + 1).ToListAsync(cancellationToken);
        return Page([.. page.Select(row => row.ToItem()!)], query.Limit, item => item.Name);
    }

    public async ValueTask<CatalogPage> ListVersionsAsync(DefinitionKind kind, string name, CatalogQuery query, CancellationToken cancellationToken)
    {
        if (!await database.OpenAsync(cancellationToken))
            return new([], null);
        var after = query.After is null ? 0 : int.Parse(query.After, CultureInfo.InvariantCulture);
        await using var context = engine.CreateContext();
        var page = await Versions(context, kind, name).Where(row => row.Version > after).OrderBy(row => row.Version).Take(query.Limit + 1)
            .Select(row => new CatalogItem(row.Name, row.Version, row.Hash, row.CreatedAt, row.Description))
            .ToListAsync(cancellationToken);
        return Page(page, query.Limit, item => item.Version.ToString(CultureInfo.InvariantCulture));
    }

    public async ValueTask<CatalogChange> PutAsync(NewDefinition definition, WriteCondition condition, CancellationToken cancellationToken)
    {
        await database.CreateAsync(cancellationToken);
        return await ChangeAsync(definition.Kind, definition.Name, Put, cancellationToken);

        Task<CatalogChange> Put(RegistryContext context, DefinitionName? name)
        {
            var newest = name?.ToItem();
            condition.Check(definition.Name, (newest ?? definition.File)?.Hash);
            if (newest?.Hash == definition.Hash)
                return Task.FromResult(new CatalogChange(newest, Created: false));
            var next = Next(definition, name?.Last ?? 0);
            name ??= context.Add(new DefinitionName { Kind = definition.Kind, Name = definition.Name }).Entity;
            name.Show(context.Add(next).Entity);
            return Task.FromResult(new CatalogChange(next.ToItem(), Created: newest is null && definition.File is null));
        }
    }

    public async ValueTask<bool> DeleteAsync(DefinitionKind kind, string name, int? version, WriteCondition condition, CancellationToken cancellationToken)
    {
        if (!await database.OpenAsync(cancellationToken))
            return false;
        return await ChangeAsync(kind, name, DeleteAsync, cancellationToken);

        async Task<bool> DeleteAsync(RegistryContext context, DefinitionName? row)
        {
            if (row is null || row.Newest == 0)
                return false;
            condition.Check(name, row.Hash);
            var going = Versions(context, kind, name).Where(item => version == null || item.Version == version);
            if (await going.ExecuteDeleteAsync(cancellationToken) == 0)
                return false;
            row.Show(await Versions(context, kind, name).OrderByDescending(item => item.Version).FirstOrDefaultAsync(cancellationToken));
            return true;
        }
    }

    /// <summary>Makes a change of one name, whole or not at all; begins anew when another change of the name came first. One of several always comes through.</summary>
    private async Task<T> ChangeAsync<T>(DefinitionKind kind, string name, Func<RegistryContext, DefinitionName?, Task<T>> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var turn = await engine.EnterChangeAsync(cancellationToken);
            await using var context = engine.CreateContext();
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            try
            {
                await engine.LockNameAsync(context, kind, name, cancellationToken);
                var row = await context.Names.FirstOrDefaultAsync(row => row.Kind == kind && row.Name == name, cancellationToken);
                var result = await change(context, row);
                await context.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return result;
            }
            catch (DbUpdateException exception) when (engine.IsConflict(exception))
            {
                await transaction.RollbackAsync(cancellationToken);
            }
        }
    }

    /// <summary>The version that a definition becomes. A file is version 1, so what lies over it begins at 2; the same text registered again is version 1 still.</summary>
    private Definition Next(NewDefinition definition, int last) => new()
    {
        Kind = definition.Kind,
        Name = definition.Name,
        Version = Math.Max(last, definition.File is { } file && file.Hash != definition.Hash ? file.Version : 0) + 1,
        Hash = definition.Hash,
        Description = definition.Description,
        Document = definition.Document.GetRawText(),
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds()), // As the store keeps it.
    };

    private static IQueryable<Definition> Versions(RegistryContext context, DefinitionKind kind, string name)
        => context.Definitions.AsNoTracking().Where(row => row.Kind == kind && row.Name == name);

    private static CatalogPage Page(List<CatalogItem> items, int limit, Func<CatalogItem, string> next)
        => items.Count > limit ? new(items[..limit], next(items[limit - 1])) : new(items, null);
}
