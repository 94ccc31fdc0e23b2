namespace StructGen.Generation.Prompting.Nodes;

/// <summary>A node of a Kor-style spec: something that can be extracted. Immutable.</summary>
public abstract record ExtractionNode
{
    private protected ExtractionNode(string id) => Id = id;

    /// <summary>Name of the property that holds the value.</summary>
    public string Id { get; init; }

    /// <summary>What it is, in words for the model. Default: empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether there may be several. Default: false.</summary>
    public bool Many { get; init; }

    /// <summary>Texts with what this node has in them: the value itself, or an array of values.</summary>
    public IReadOnlyList<NodeExample> Examples { get; init; } = [];
}
