namespace StructGen.Generation.Catalogs;

/// <summary>What registering something did.</summary>
/// <typeparam name="T">What the catalog holds.</typeparam>
/// <param name="Item">The version that now counts.</param>
/// <param name="Created">Whether the name is new to the store.</param>
public sealed record CatalogChange<T>(T Item, bool Created);
