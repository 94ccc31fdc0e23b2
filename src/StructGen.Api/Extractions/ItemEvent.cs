using System.Text.Json;

namespace StructGen.Api.Extractions;

/// <summary>An item of the answer's list is complete and valid.</summary>
/// <param name="Attempt">Number of the attempt, from 1.</param>
/// <param name="Pointer">JSON pointer of the item.</param>
/// <param name="Index">Its place in the list, from 0.</param>
/// <param name="Data">The item.</param>
public sealed record ItemEvent(int Attempt, string Pointer, int Index, JsonElement Data);
