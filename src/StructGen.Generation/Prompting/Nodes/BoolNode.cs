namespace StructGen.Generation.Prompting.Nodes;

/// <summary>True or false.</summary>
public sealed record BoolNode : ExtractionNode
{
    /// <summary>Creates the node.</summary>
    /// <param name="id">Its name.</param>
    public BoolNode(string id)
        : base(id)
    {
    }
}
