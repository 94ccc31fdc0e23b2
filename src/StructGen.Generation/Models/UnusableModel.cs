namespace StructGen.Generation.Models;

/// <summary>A model whose file is there and cannot be used. Immutable.</summary>
/// <param name="Name">The name that a request would use.</param>
/// <param name="Reason">Why not; safe to show to a client.</param>
public sealed record UnusableModel(string Name, string Reason);
