using System.Text.Json;

namespace StructGen.Generation.Requests;

/// <summary>The value so far: each one extends the one before it, and the last of an attempt is what the model wrote, whole.</summary>
/// <remarks>Numbers, booleans, null and strings with <c>enum</c>, <c>const</c>, <c>format</c> or <c>pattern</c> appear when complete; other strings grow.</remarks>
/// <param name="Attempt">Number of the attempt, from 1.</param>
/// <param name="Data">The value, not validated; with an absence policy before it is applied.</param>
public sealed record AnswerPartial(int Attempt, JsonElement Data) : GenerationEvent;
