using StructGen.Generation.Prompting.Nodes;

namespace StructGen.Generation.Prompting.Kor;

/// <summary>Kor's bullet list of a spec: neither options nor <c>many</c> are shown.</summary>
internal static class KorBullets
{
    public static string Describe(ObjectNode root) => string.Join('\n', Lines(root, 0));

    private static IEnumerable<string> Lines(ExtractionNode node, int depth)
    {
        yield return $"* {new string(' ', depth)}{node.Id}: {NodeNames.Of(node)} # {node.Description}";
        if (node is not ObjectNode group)
            yield break;
        foreach (var line in group.Attributes.SelectMany(attribute => Lines(attribute, depth + 1)))
            yield return line;
    }
}
