namespace StructGen.Generation.Prompting.Nodes;

/// <summary>A group of nodes; the root of every spec is one. Without attributes it is untyped and only its examples speak.</summary>
public sealed record ObjectNode : ExtractionNode
{
    /// <summary>Creates the node.</summary>
    /// <param name="id">Its name.</param>
    public ObjectNode(string id)
        : base(id)
    {
    }

    /// <summary>Its members, in order; nested freely.</summary>
    public IReadOnlyList<ExtractionNode> Attributes { get; init; } = [];
}
