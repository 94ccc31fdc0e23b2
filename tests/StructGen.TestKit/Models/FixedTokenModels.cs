using StructGen.Generation.Models;
using StructGen.Generation.Requests;

namespace StructGen.TestKit.Models;

/// <summary>A provider of given token models.</summary>
/// <param name="models">The models; the first is the default.</param>
public sealed class FixedTokenModels(params ITokenModel[] models) : ITokenModelProvider
{
    /// <inheritdoc/>
    public string? DefaultName => models.Length > 0 ? models[0].Name : null;

    /// <inheritdoc/>
    public IReadOnlyList<ModelDescription> List()
        => [.. models.Select(model => new ModelDescription(model.Name, "local", model.ContextLength, [GenerationMode.Grammar, GenerationMode.Prompt], IsLoaded: true))];

    /// <inheritdoc/>
    public ValueTask<ITokenModel?> FindAsync(string name, CancellationToken cancellationToken)
        => ValueTask.FromResult(models.FirstOrDefault(model => model.Name == name));
}
