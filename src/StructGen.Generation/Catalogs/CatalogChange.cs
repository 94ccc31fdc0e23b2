namespace StructGen.Generation.Catalogs;

/// <summary>What registering something did.</summary>
/// <param name="Item">The version that now counts.</param>
/// <param name="Created">Whether the name is new: neither stored nor a file.</param>
public sealed record CatalogChange(CatalogItem Item, bool Created);
