namespace StructGen.Generation.Prompting.Nodes;

/// <summary>The words that <c>$type</c> and the bullet descriptor use for nodes.</summary>
internal static class NodeNames
{
    public static string Of(ExtractionNode node) => node switch
    {
        ObjectNode => "Object",
        NumberNode => "Number",
        BoolNode => "Bool",
        SelectionNode => "Selection",
        _ => "Text",
    };
}
