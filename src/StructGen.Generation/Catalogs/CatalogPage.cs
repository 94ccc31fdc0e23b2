namespace StructGen.Generation.Catalogs;

/// <summary>A part of a list.</summary>
/// <param name="Items">Ordered by name (ordinal), or by version where the versions of one name are listed.</param>
/// <param name="Next">What to ask for the next page after; null on the last page.</param>
public sealed record CatalogPage(IReadOnlyList<CatalogItem> Items, string? Next);
