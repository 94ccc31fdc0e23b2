using StructGen.Generation.Catalogs;

namespace StructGen.TestKit.Catalogs;

/// <summary>Versions by name, as the stores' contracts say.</summary>
internal sealed class MemoryVersions<T>(Func<T, int> versionOf, Func<T, string> hashOf)
    where T : class
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, List<T>> _items = new(StringComparer.Ordinal);

    public T? Find(string name, int? version)
    {
        lock (_lock) return !_items.TryGetValue(name, out var all) ? null : version is null ? all[^1] : all.Find(item => versionOf(item) == version);
    }

    public CatalogChange<T> Put(string name, string hash, string? expectedHash, Func<int, T> make)
    {
        lock (_lock)
        {
            var newest = Find(name, null);
            if (expectedHash is not null && (newest is null || hashOf(newest) != expectedHash))
                throw new VersionConflictException(name, expectedHash, newest is null ? null : hashOf(newest));
            if (newest is not null && hashOf(newest) == hash) return new CatalogChange<T>(newest, false);
            var item = make(newest is null ? 1 : versionOf(newest) + 1);
            if (newest is null) _items[name] = [item];
            else _items[name].Add(item);
            return new CatalogChange<T>(item, newest is null);
        }
    }

    public CatalogPage<T> List(string? after, int limit)
    {
        lock (_lock)
        {
            var names = _items.Keys.Where(name => after is null || string.CompareOrdinal(name, after) > 0).Take(limit + 1).ToList();
            return new CatalogPage<T>([.. names.Take(limit).Select(name => _items[name][^1])], names.Count > limit ? names[limit - 1] : null);
        }
    }

    public bool Delete(string name)
    {
        lock (_lock) return _items.Remove(name);
    }
}
