namespace StructGen.Api.Registries;

/// <summary>One page of a list, in ordinal order of names.</summary>
/// <param name="Items">The page.</param>
/// <param name="Next">What to send as <c>after</c> for the next page; null on the last.</param>
public sealed record RegistryPage(IReadOnlyList<RegistryItem> Items, string? Next);
