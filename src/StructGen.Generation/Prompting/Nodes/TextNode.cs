namespace StructGen.Generation.Prompting.Nodes;

/// <summary>A text.</summary>
public sealed record TextNode : ExtractionNode
{
    /// <summary>Creates the node.</summary>
    /// <param name="id">Its name.</param>
    public TextNode(string id)
        : base(id)
    {
    }
}
