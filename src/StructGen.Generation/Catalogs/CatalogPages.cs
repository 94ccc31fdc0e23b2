namespace StructGen.Generation.Catalogs;

/// <summary>Joins a store's page with the files that no stored entry hides.</summary>
internal static class CatalogPages
{
    /// <param name="stored">The store's page after the same name with the same limit.</param>
    /// <param name="files">The files' entries, ordered by name.</param>
    /// <param name="nameOf">An entry's name.</param>
    /// <param name="after">Names after this one; null starts at the first.</param>
    /// <param name="limit">Most items of the page.</param>
    public static CatalogPage<T> Join<T>(CatalogPage<T>? stored, IEnumerable<T> files, Func<T, string> nameOf, string? after, int limit)
    {
        var items = new SortedDictionary<string, T>(StringComparer.Ordinal);
        foreach (var item in stored?.Items ?? []) items[nameOf(item)] = item;
        foreach (var file in files)
        {
            var name = nameOf(file);
            var beyond = stored?.Next is { } last && string.CompareOrdinal(name, last) > 0;
            if (!beyond && (after is null || string.CompareOrdinal(name, after) > 0)) items.TryAdd(name, file);
        }

        var page = items.Values.Take(limit).ToList();
        return new CatalogPage<T>(page, page.Count > 0 && (items.Count > limit || stored?.Next is not null) ? nameOf(page[^1]) : null);
    }
}
