using StructGen.Generation.Models;

namespace StructGen.TestKit.Chat;

/// <summary>A provider of given text models.</summary>
/// <param name="models">The models.</param>
public sealed class FixedTextModels(params TextModel[] models) : ITextModelProvider
{
    /// <inheritdoc/>
    public IReadOnlyList<TextModel> List() => models;
}
