using System.Text.Json;
using StructGen.Generation.Prompting.Nodes;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Prompting.Kor;

/// <summary>Collects the examples of a spec, each wrapped in the ids above it: <c>{root: [{child: value}]}</c>.</summary>
/// <remarks>
/// Kor takes <c>false</c>, <c>0</c> and <c>""</c> for "nothing to extract"; <c>fixed</c> does so only with null and empty containers.
/// </remarks>
internal sealed class KorExamples
{
    private static readonly JsonElement Nothing = JsonText.Parse("{}");

    private readonly bool _compat;

    private KorExamples(bool compat) => _compat = compat;

    public static IReadOnlyList<(string Text, JsonElement Data)> Collect(ObjectNode root, bool compat)
        => [.. new KorExamples(compat).Visit(root)];

    /// <summary>Data of a request's example in the root's wrapper, unless it stands in it already.</summary>
    public static JsonElement Wrap(ObjectNode root, JsonElement? data, bool compat)
    {
        if (data is { ValueKind: JsonValueKind.Object } given && given.TryGetProperty(root.Id, out _) && given.EnumerateObject().Count() == 1
            && root.Attributes.All(attribute => attribute.Id != root.Id))
            return given;
        return new KorExamples(compat).Assemble(root, data);
    }

    private IEnumerable<(string Text, JsonElement Data)> Visit(ExtractionNode node)
    {
        if (node is SelectionNode choice)
        {
            foreach (var option in choice.Options)
            {
                foreach (var text in option.Examples)
                    yield return (text, Assemble(node, JsonText.Parse(JsonText.Quote(option.Id))));
            }
        }

        foreach (var example in node.Examples)
            yield return (example.Text, Assemble(node, example.Value));
        if (node is SelectionNode selection)
        {
            foreach (var text in selection.NullExamples)
                yield return (text, Nothing);
        }

        if (node is ObjectNode group)
        {
            foreach (var (text, data) in group.Attributes.SelectMany(Visit))
                yield return (text, Assemble(node, data));
        }
    }

    private JsonElement Assemble(ExtractionNode node, JsonElement? data)
    {
        if (data is not { } value || IsNothing(value))
            return Nothing;
        return JsonText.Wrap(node.Id, node.Many && value.ValueKind != JsonValueKind.Array ? JsonText.WrapInArray(value) : value);
    }

    private bool IsNothing(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => true,
        JsonValueKind.Object => !value.EnumerateObject().Any(),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.False => _compat,
        JsonValueKind.String => _compat && value.ValueEquals(""),
        JsonValueKind.Number => _compat && value.TryGetDouble(out var number) && number == 0,
        _ => false,
    };
}
