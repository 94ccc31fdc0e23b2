using StructGen.Generation.Tools;

namespace StructGen.Generation.Catalogs;

/// <summary>A registered tool.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">From 1; each change makes the next.</param>
/// <param name="Hash">SHA-256 of the definition without white space, lower-case hexadecimal.</param>
/// <param name="CreatedAt">When this version was registered.</param>
/// <param name="Definition">The tool.</param>
public sealed record StoredTool(string Name, int Version, string Hash, DateTimeOffset CreatedAt, ToolDefinition Definition);
