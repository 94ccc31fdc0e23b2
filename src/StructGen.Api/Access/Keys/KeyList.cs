namespace StructGen.Api.Access.Keys;

/// <summary>The keys in the store.</summary>
/// <param name="Items">The oldest first.</param>
public sealed record KeyList(IReadOnlyList<KeyItem> Items);
