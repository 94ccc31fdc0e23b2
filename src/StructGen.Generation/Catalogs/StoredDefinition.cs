using System.Text.Json;

namespace StructGen.Generation.Catalogs;

/// <summary>One version with its text.</summary>
/// <param name="Item">Name, version, hash, time.</param>
/// <param name="Document">The schema, or the tool as <c>{name, description, strict, parameters}</c>.</param>
public sealed record StoredDefinition(CatalogItem Item, JsonElement Document);
