using System.Text.Json;

namespace StructGen.Generation.Catalogs;

/// <summary>What is to become a version.</summary>
/// <param name="Kind">Schema or tool.</param>
/// <param name="Name">The name.</param>
/// <param name="Document">Its text, as in <see cref="StoredDefinition.Document"/>.</param>
/// <param name="Hash">Its hash, as in <see cref="CatalogItem.Hash"/>.</param>
/// <param name="Description">Its description, as in <see cref="CatalogItem.Description"/>.</param>
public sealed record NewDefinition(DefinitionKind Kind, string Name, JsonElement Document, string Hash, string? Description)
{
    /// <summary>The file of the same name, which counts as version 1 while nothing else is stored; null where there is none.</summary>
    public CatalogItem? File { get; init; }
}
