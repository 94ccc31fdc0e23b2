using System.Text.Json;
using StructGen.RepairBench.Damages;
using StructGen.RepairBench.Documents;
using StructGen.RepairBench.Judging;
using StructGen.RepairBench.Texts;

namespace StructGen.RepairBench.Sampling;

/// <summary>One damaged text with what is right for it.</summary>
/// <param name="Kind">The damage it counts under.</param>
/// <param name="Second">A second damage.</param>
/// <param name="Layout">How the document was written.</param>
/// <param name="Document">Schema and data.</param>
/// <param name="Text">The damaged text.</param>
/// <param name="Expectation">What is right.</param>
internal sealed record Sample(string Kind, string? Second, Layout Layout, BenchDocument Document, string Text, Expectation Expectation)
{
    /// <summary>Of a cut text, the leaves that are whole.</summary>
    public IReadOnlyList<IReadOnlyList<string>> WholeLeaves { get; init; } = [];

    /// <summary>Whether the text ends in a number, which may have had more digits.</summary>
    public bool EndsInNumber { get; init; }

    /// <summary>Of an ambiguous text, another document that gives it.</summary>
    public JsonElement? Alternative { get; init; }

    public DamageKind? Damage { get; init; }
}
