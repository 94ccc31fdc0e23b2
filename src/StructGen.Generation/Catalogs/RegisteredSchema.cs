using StructGen.Constraints;

namespace StructGen.Generation.Catalogs;

/// <summary>What registering a schema did.</summary>
/// <param name="Item">The version that now counts.</param>
/// <param name="Created">Whether the name is new: neither stored nor a file.</param>
/// <param name="Report">What becomes of every keyword while a model writes.</param>
public sealed record RegisteredSchema(CatalogItem Item, bool Created, EnforcementReport Report);
