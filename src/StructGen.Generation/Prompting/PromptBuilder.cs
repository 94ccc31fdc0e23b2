using System.Text;
using StructGen.Generation.Prompting.Descriptors;
using StructGen.Generation.Prompting.Encoders;
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
    /// <exception cref="InexpressibleException">The encoder or descriptor has no form for the source or an example, or there is none of that name.</exception>
    public static BuiltPrompt Build(PromptSource source, string text, IReadOnlyList<ExtractionExample> examples, PromptOptions options)
    {
        var encoder = AnswerEncoders.Create(source, options);
        var instruction = InstructionTemplate.Fill(
            options.InstructionTemplate ?? InstructionTemplate.Default, TypeDescriptors.Describe(source, options), encoder.Instructions);
        if (!options.Compat)
            instruction = instruction.TrimEnd();
        var pairs = PromptExamples.Collect(source, examples, options.Compat)
            .Select(example => (Input: InputFormatters.Format(example.Text, options.InputFormatter), Output: encoder.Encode(example.Data)))
            .ToList();
        var input = InputFormatters.Format(text, options.InputFormatter);

        var layout = new StringBuilder(instruction).Append("\n\n");
        var messages = new List<PromptMessage> { new("system", instruction) };
        foreach (var (exampleInput, output) in pairs)
        {
            layout.Append("Input: ").Append(exampleInput).Append("\nOutput: ").Append(output).Append('\n');
            messages.Add(new PromptMessage("user", exampleInput));
            messages.Add(new PromptMessage("assistant", output));
        }

        layout.Append("Input: ").Append(input).Append("\nOutput:");
        messages.Add(new PromptMessage("user", input));
        return new BuiltPrompt(layout.ToString(), messages);
    }
}
