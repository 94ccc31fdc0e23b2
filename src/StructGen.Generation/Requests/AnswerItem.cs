using System.Text.Json;

namespace StructGen.Generation.Requests;

/// <summary>An item of the answer's list is complete and valid under the list's item schema.</summary>
/// <param name="Attempt">Number of the attempt, from 1.</param>
/// <param name="Pointer">JSON pointer of the item.</param>
/// <param name="Index">Its place in the list, from 0.</param>
/// <param name="Data">The item; with an absence policy before it is applied.</param>
public sealed record AnswerItem(int Attempt, string Pointer, int Index, JsonElement Data) : GenerationEvent;
