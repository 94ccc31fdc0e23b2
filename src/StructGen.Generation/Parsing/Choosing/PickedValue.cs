using System.Text.Json;
using StructGen.Generation.Parsing.Coercion;
using StructGen.Generation.Parsing.Reading;

namespace StructGen.Generation.Parsing.Choosing;

/// <summary>A value of a text, bent towards the shape.</summary>
/// <param name="Value">As it was read.</param>
/// <param name="Fit">As it is wanted.</param>
internal sealed record PickedValue(RootValue Value, Coerced Fit)
{
    private string? _data;

    /// <summary>Whether it is made of several values.</summary>
    public bool IsList { get; init; }

    /// <summary>The data of another value that could be meant; null where there is none.</summary>
    public string? Rival { get; init; }

    /// <summary>The data as JSON.</summary>
    public string Data() => _data ??= AnswerNodes.ToJson(Fit.Node).GetRawText();
}
