using StructGen.Generation.Requests;

namespace StructGen.Generation.Models;

/// <summary>A model that requests can name.</summary>
/// <param name="Name">File stem of a GGUF, or <c>provider/name</c>.</param>
/// <param name="IsLocal">Whether it runs in this process.</param>
/// <param name="Modes">The modes it can be used in, the one that <see cref="GenerationMode.Auto"/> takes first.</param>
/// <param name="ContextLength">Tokens of prompt and answer together; null where the provider does not say.</param>
/// <param name="IsDefault">Whether requests that name no model get it.</param>
public sealed record ModelDescription(string Name, bool IsLocal, IReadOnlyList<GenerationMode> Modes, int? ContextLength, bool IsDefault);
