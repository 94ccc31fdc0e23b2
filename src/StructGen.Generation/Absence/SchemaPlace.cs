using System.Text.Json;

namespace StructGen.Generation.Absence;

/// <summary>A subschema and where it stands.</summary>
/// <param name="Schema">The subschema.</param>
/// <param name="Pointer">JSON pointer into the document.</param>
/// <param name="IsMember">Whether it speaks of a member of an object.</param>
internal readonly record struct SchemaPlace(JsonElement Schema, string Pointer, bool IsMember = false);
