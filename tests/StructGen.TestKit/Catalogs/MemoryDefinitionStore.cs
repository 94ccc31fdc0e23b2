using System.Globalization;
using StructGen.Generation.Catalogs;

namespace StructGen.TestKit.Catalogs;

/// <summary>Schemas and tools in memory, for tests of what stands on a store.</summary>
public sealed class MemoryDefinitionStore : IDefinitionStore
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, List<StoredDefinition>>[] _names = [new(StringComparer.Ordinal), new(StringComparer.Ordinal)];
    private readonly Dictionary<(DefinitionKind, string), int> _last = [];

    /// <inheritdoc/>
    public ValueTask<StoredDefinition?> FindAsync(DefinitionKind kind, string name, int? version, CancellationToken cancellationToken)
    {
        lock (_lock) return ValueTask.FromResult(Versions(kind, name).LastOrDefault(stored => version is null || stored.Item.Version == version));
    }

    /// <inheritdoc/>
    public ValueTask<CatalogChange> PutAsync(NewDefinition definition, WriteCondition condition, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var newest = Versions(definition.Kind, definition.Name).LastOrDefault()?.Item;
            condition.Check(definition.Name, (newest ?? definition.File)?.Hash);
            if (newest?.Hash == definition.Hash) return ValueTask.FromResult(new CatalogChange(newest, false));
            var key = (definition.Kind, definition.Name);
            var last = Math.Max(_last.GetValueOrDefault(key), definition.File is { } file && file.Hash != definition.Hash ? 1 : 0);
            var item = new CatalogItem(definition.Name, _last[key] = last + 1, definition.Hash, DateTimeOffset.UnixEpoch, definition.Description);
            Of(definition.Kind)[definition.Name] = [.. Versions(definition.Kind, definition.Name), new StoredDefinition(item, definition.Document)];
            return ValueTask.FromResult(new CatalogChange(item, (newest ?? definition.File) is null));
        }
    }

    /// <inheritdoc/>
    public ValueTask<CatalogPage> ListAsync(DefinitionKind kind, CatalogQuery query, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var found = Of(kind).Values.Select(versions => versions[^1].Item)
                .Where(item => query.After is null || string.CompareOrdinal(item.Name, query.After) > 0)
                .Where(item => query.Search is not { } search
                    || item.Name.Contains(search, StringComparison.OrdinalIgnoreCase) || item.Description?.Contains(search, StringComparison.OrdinalIgnoreCase) == true);
            return ValueTask.FromResult(Page(found, query.Limit, item => item.Name));
        }
    }

    /// <inheritdoc/>
    public ValueTask<CatalogPage> ListVersionsAsync(DefinitionKind kind, string name, CatalogQuery query, CancellationToken cancellationToken)
    {
        var after = query.After is null ? 0 : int.Parse(query.After, CultureInfo.InvariantCulture);
        lock (_lock)
        {
            var found = Versions(kind, name).Select(stored => stored.Item).Where(item => item.Version > after);
            return ValueTask.FromResult(Page(found, query.Limit, item => item.Version.ToString(CultureInfo.InvariantCulture)));
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> DeleteAsync(DefinitionKind kind, string name, int? version, WriteCondition condition, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var versions = Versions(kind, name);
            if (!versions.Any(stored => version is null || stored.Item.Version == version)) return ValueTask.FromResult(false);
            condition.Check(name, versions[^1].Item.Hash);
            if (version is null || versions.Count == 1) Of(kind).Remove(name);
            else Of(kind)[name] = [.. versions.Where(stored => stored.Item.Version != version)];
            return ValueTask.FromResult(true);
        }
    }

    private SortedDictionary<string, List<StoredDefinition>> Of(DefinitionKind kind) => _names[(int)kind - 1];

    private List<StoredDefinition> Versions(DefinitionKind kind, string name) => Of(kind).GetValueOrDefault(name, []);

    private static CatalogPage Page(IEnumerable<CatalogItem> found, int limit, Func<CatalogItem, string> next)
    {
        var items = found.Take(limit + 1).ToList();
        return items.Count > limit ? new CatalogPage(items[..limit], next(items[limit - 1])) : new CatalogPage(items, null);
    }
}
