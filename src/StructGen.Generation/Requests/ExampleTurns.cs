using StructGen.Generation.Parsing.Yaml;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Requests;

/// <summary>Examples as earlier turns of a conversation; one without data shows nothing that a schema's answer could be and is left out.</summary>
/// <remarks>A local model is shown slots instead of values (<see cref="ExampleSlots"/>), unless the settings say otherwise.</remarks>
internal static class ExampleTurns
{
    public static IEnumerable<PromptMessage> Of(IReadOnlyList<ExtractionExample> examples, AnswerSurface surface, bool withSlots)
    {
        foreach (var example in examples)
        {
            if (example.Data is not { } given) continue;
            var (text, data) = withSlots ? ExampleSlots.Of(example.Text, given) : (example.Text, given);
            yield return new PromptMessage("user", text);
            yield return new PromptMessage("assistant", surface == AnswerSurface.Yaml ? YamlBlockWriter.Write(data).TrimEnd('\n') : JsonText.Compact(data));
        }
    }
}
