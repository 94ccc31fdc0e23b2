namespace StructGen.Api.Registries;

/// <summary>One line of a list.</summary>
/// <param name="Name">The name that requests use.</param>
/// <param name="Version">The newest version.</param>
/// <param name="Hash">SHA-256 of its text without white space, lower-case hexadecimal.</param>
/// <param name="CreatedAt">When that version was written.</param>
public sealed record RegistryItem(string Name, int Version, string Hash, DateTimeOffset CreatedAt);
