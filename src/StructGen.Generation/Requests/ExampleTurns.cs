using StructGen.Generation.Parsing.Yaml;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Requests;

/// <summary>Examples as earlier turns of a conversation; one without data shows nothing that a schema's answer could be and is left out.</summary>
internal static class ExampleTurns
{
    public static IEnumerable<PromptMessage> Of(IReadOnlyList<ExtractionExample> examples, AnswerSurface surface)
    {
        foreach (var example in examples)
        {
            if (example.Data is not { } data) continue;
            yield return new PromptMessage("user", example.Text);
            yield return new PromptMessage("assistant", surface == AnswerSurface.Yaml ? YamlBlockWriter.Write(data).TrimEnd('\n') : JsonText.Compact(data));
        }
    }
}
