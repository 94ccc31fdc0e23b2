using System.Text;
using StructGen.Generation.Prompting.Nodes;

namespace StructGen.Generation.Prompting.Kor;

/// <summary>Kor's TypeScript-like description of a spec, in a fence; options by id only, a trailing space after an empty description.</summary>
internal static class KorTypeScript
{
    public static string Describe(ObjectNode root)
    {
        var text = new StringBuilder("```TypeScript\n\n");
        Append(text, root, 0);
        return text.Append("```\n").ToString();
    }

    private static void Append(StringBuilder text, ExtractionNode node, int depth)
    {
        text.Append(' ', depth).Append(node.Id).Append(": ").Append(node.Many ? "Array<" : "");
        if (node is not ObjectNode group)
        {
            text.Append(Type(node)).Append(node.Many ? ">" : "").Append(" // ").Append(node.Description).Append('\n');
            return;
        }

        text.Append("{ // ").Append(node.Description).Append('\n');
        foreach (var attribute in group.Attributes)
            Append(text, attribute, depth + 1);
        text.Append(' ', depth).Append('}').Append(node.Many ? ">" : "").Append('\n');
    }

    private static string Type(ExtractionNode node) => node switch
    {
        SelectionNode selection => string.Join(" | ", selection.Options.Select(option => $"\"{option.Id}\"")),
        NumberNode => "number",
        BoolNode => "boolean",
        _ => "string",
    };
}
