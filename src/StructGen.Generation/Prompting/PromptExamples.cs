using System.Text.Json;
using StructGen.Generation.Prompting.Kor;
using StructGen.Generation.Prompting.Nodes;
using StructGen.Generation.Prompting.Shapes;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Prompting;

/// <summary>All examples of a prompt as text and data: those of the source first, then those of the request.</summary>
internal static class PromptExamples
{
    public static IEnumerable<(string Text, JsonElement Data)> Collect(PromptSource source, IReadOnlyList<ExtractionExample> examples, bool compat)
    {
        if (source.Spec is null && !compat)
        {
            var nothing = EmptyAnswer.For(source.Shape);
            return [
                .. SchemaExampleWalker.Collect(source.Shape).Select(example => (example.Text, example.Value ?? nothing)),
                .. examples.Select(example => (example.Text, example.Data is { ValueKind: not JsonValueKind.Undefined } data ? data : nothing)),
            ];
        }

        var root = source.Nodes;
        return [
            .. KorExamples.Collect(root, compat),
            .. examples.Select(example => (example.Text, KorExamples.Wrap(root, example.Data, compat))),
        ];
    }
}
