namespace StructGen.Generation.Prompting.Nodes;

/// <summary>A number.</summary>
public sealed record NumberNode : ExtractionNode
{
    /// <summary>Creates the node.</summary>
    /// <param name="id">Its name.</param>
    public NumberNode(string id)
        : base(id)
    {
    }
}
