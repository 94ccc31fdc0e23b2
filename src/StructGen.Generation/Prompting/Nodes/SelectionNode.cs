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

/// <summary>An option of a selection.</summary>
/// <param name="Id">The value that is extracted.</param>
/// <param name="Description">What it means; may be empty.</param>
/// <param name="Examples">Texts in which it is the one.</param>
public sealed record SelectionOption(string Id, string Description, IReadOnlyList<string> Examples);
