using System.Text.Json;

namespace StructGen.Api.Extractions;

/// <summary>The value so far.</summary>
/// <param name="Attempt">Number of the attempt, from 1.</param>
/// <param name="Data">The value; not validated.</param>
public sealed record PartialEvent(int Attempt, JsonElement Data);
