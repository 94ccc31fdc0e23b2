using StructGen.Generation.Requests;

namespace StructGen.Generation.Prompting;

/// <summary>Lays out prompts in prompt mode. Stateless, safe to share between threads.</summary>
public static class PromptBuilder
{
    /// <summary>Builds the prompt in both layouts.</summary>
    /// <param name="source">What is to be extracted.</param>
    /// <param name="text">The source text.</param>
    /// <param name="examples">Examples beside those that the source carries; they come after them.</param>
    /// <param name="options">Layout.</param>
    /// <exception cref="InexpressibleException">The encoder or descriptor has no form for the source or an example.</exception>
    public static BuiltPrompt Build(PromptSource source, string text, IReadOnlyList<ExtractionExample> examples, PromptOptions options)
        => throw new NotImplementedException();
}
