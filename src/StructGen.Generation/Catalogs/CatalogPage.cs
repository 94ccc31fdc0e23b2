namespace StructGen.Generation.Catalogs;

/// <summary>A part of a catalog's list, ordered by name (ordinal).</summary>
/// <typeparam name="T">What the catalog holds.</typeparam>
/// <param name="Items">The newest version of each name.</param>
/// <param name="Next">The name to ask for the next page after; null on the last page.</param>
public sealed record CatalogPage<T>(IReadOnlyList<T> Items, string? Next);
