namespace StructGen.Api.Access.Keys;

/// <summary>A key that was just made: the only answer that ever holds it in clear.</summary>
/// <param name="Key">The key.</param>
/// <param name="Item">What lists will show of it.</param>
public sealed record NewKey(string Key, KeyItem Item);
