using System.Text.Json;

namespace StructGen.Generation.Prompting;

/// <summary>A function as a model is told of it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does; null or empty where nothing is said.</param>
/// <param name="Parameters">JSON Schema of its arguments, an object; null is a function without arguments.</param>
public sealed record PromptTool(string Name, string? Description, JsonElement? Parameters);
