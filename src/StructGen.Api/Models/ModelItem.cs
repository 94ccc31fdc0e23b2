using StructGen.Generation.Models;
using StructGen.Generation.Requests;

namespace StructGen.Api.Models;

/// <summary>A model that requests can name.</summary>
/// <param name="Name">File stem of a GGUF, or <c>provider/name</c>.</param>
/// <param name="Provider">Who runs it: <c>local</c>, or a configured provider's name.</param>
/// <param name="ContextLength">Most tokens that prompt and answer may have together; null where it is not known.</param>
/// <param name="Modes">The modes it can be used in.</param>
/// <param name="IsDefault">Whether requests that name no model get it.</param>
/// <param name="IsLoaded">Whether it is in memory, so that the first request does not wait for it.</param>
public sealed record ModelItem(string Name, string Provider, int? ContextLength, IReadOnlyList<GenerationMode> Modes, bool IsDefault, bool IsLoaded)
{
    internal static ModelItem From(ModelDescription model, bool isDefault)
        => new(model.Name, model.Provider, model.ContextLength, model.Modes, isDefault, model.IsLoaded);
}
