namespace StructGen.Generation.Catalogs;

/// <summary>One version of a registered schema or tool, without its text.</summary>
/// <param name="Name">The name that requests use.</param>
/// <param name="Version">1, 2, 3… within a name. A number is never given twice, not even after a deletion.</param>
/// <param name="Hash">SHA-256 of the text without white space, lower-case hexadecimal.</param>
/// <param name="CreatedAt">When this version was registered; for a file, when it was last written.</param>
/// <param name="Description">The tool's description; the schema's <c>description</c>, else its <c>title</c>. Null where there is none, at most 1,000 characters.</param>
public sealed record CatalogItem(string Name, int Version, string Hash, DateTimeOffset CreatedAt, string? Description = null);
