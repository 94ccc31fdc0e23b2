using System.Globalization;

namespace StructGen.Generation.Catalogs;

/// <summary>Joins a store's pages with the files that nothing stored hides.</summary>
internal static class CatalogLists
{
    /// <param name="stored">The store's page for the same query.</param>
    /// <param name="files">The files, ordered by name. Those whose name the store holds are left out by the caller or stand in the page.</param>
    /// <param name="query">What was asked for.</param>
    public static CatalogPage Join(CatalogPage stored, IEnumerable<CatalogItem> files, CatalogQuery query)
    {
        var items = new SortedDictionary<string, CatalogItem>(StringComparer.Ordinal);
        foreach (var item in stored.Items) items[item.Name] = item;
        foreach (var file in files)
        {
            var beyond = stored.Next is { } last && string.CompareOrdinal(file.Name, last) > 0;
            if (!beyond && (query.After is null || string.CompareOrdinal(file.Name, query.After) > 0)) items.TryAdd(file.Name, file);
        }

        var page = items.Values.Take(query.Limit).ToList();
        return new CatalogPage(page, page.Count > 0 && (items.Count > query.Limit || stored.Next is not null) ? page[^1].Name : null);
    }

    /// <summary>Puts the file before the stored versions, unless the store has a version 1 of its own.</summary>
    public static CatalogPage Begin(CatalogItem file, CatalogPage stored, CatalogQuery query)
    {
        if (query.After is not null || stored.Items is [{ Version: 1 }, ..]) return stored;
        if (stored.Items.Count < query.Limit) return stored with { Items = [file, .. stored.Items] };
        CatalogItem[] page = [file, .. stored.Items.Take(query.Limit - 1)];
        return new CatalogPage(page, page[^1].Version.ToString(CultureInfo.InvariantCulture));
    }
}
