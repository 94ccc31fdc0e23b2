namespace StructGen.Generation.Prompting.Nodes;

/// <summary>One of several options.</summary>
public sealed record SelectionNode : ExtractionNode
{
    /// <summary>Creates the node.</summary>
    /// <param name="id">Its name.</param>
    public SelectionNode(string id)
        : base(id)
    {
    }

    /// <summary>What there is to choose from.</summary>
    public IReadOnlyList<SelectionOption> Options { get; init; } = [];

    /// <summary>Texts from which nothing is extracted.</summary>
    public IReadOnlyList<string> NullExamples { get; init; } = [];
}
