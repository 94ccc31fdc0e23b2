namespace StructGen.Generation.Catalogs;

/// <summary>Which part of a list is wanted.</summary>
public sealed record CatalogQuery
{
    /// <summary>Items after this name, or after this version; null starts at the first.</summary>
    public string? After { get; init; }

    /// <summary>Most items of the page. Default: 100.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Only names that hold this text in the name or the description, whatever the case; null is all. Not heeded in a list of versions.</summary>
    public string? Search { get; init; }
}
