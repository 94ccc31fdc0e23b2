using StructGen.Generation.Requests;

namespace StructGen.Generation.Models;

/// <summary>A model that can be used. Immutable.</summary>
/// <param name="Name">The name that requests use.</param>
/// <param name="Provider">Who runs it: <c>local</c>, or a configured provider's name.</param>
/// <param name="ContextLength">Most tokens that prompt and answer may have together; null where it is not known.</param>
/// <param name="Modes">What it can do, never <see cref="GenerationMode.Auto"/>.</param>
/// <param name="IsLoaded">Whether it is in memory, so that the first request does not wait for it.</param>
public sealed record ModelDescription(
    string Name,
    string Provider,
    int? ContextLength,
    IReadOnlyList<GenerationMode> Modes,
    bool IsLoaded);
