using System.Text.Json;

namespace StructGen.Generation.Catalogs;

/// <summary>A registered schema.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">From 1; each change makes the next.</param>
/// <param name="Hash">SHA-256 of the schema without white space, lower-case hexadecimal.</param>
/// <param name="CreatedAt">When this version was registered.</param>
/// <param name="Schema">The schema.</param>
public sealed record StoredSchema(string Name, int Version, string Hash, DateTimeOffset CreatedAt, JsonElement Schema);
