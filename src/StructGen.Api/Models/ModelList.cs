using StructGen.Generation.Models;

namespace StructGen.Api.Models;

/// <summary>The models that requests can name.</summary>
/// <param name="Items">Local models first.</param>
public sealed record ModelList(IReadOnlyList<ModelDescription> Items);
