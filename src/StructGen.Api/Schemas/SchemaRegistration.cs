namespace StructGen.Api.Schemas;

/// <summary>What registering a schema did.</summary>
/// <param name="Name">The name.</param>
/// <param name="Version">The version that now counts.</param>
/// <param name="Hash">SHA-256 of the text without white space, lower-case hexadecimal.</param>
/// <param name="CreatedAt">When that version was registered.</param>
/// <param name="Description">The schema's description, else its title.</param>
/// <param name="Report">What becomes of every keyword.</param>
public sealed record SchemaRegistration(string Name, int Version, string Hash, DateTimeOffset CreatedAt, string? Description, SchemaCheck Report);
