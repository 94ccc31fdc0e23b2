using System.Text.Json;
using StructGen.Generation.Prompting.Shapes;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Prompting;

/// <summary>Messages for grammar and native mode: the layout that a model was trained on where its metadata carries one, else ours.</summary>
/// <remarks>Stateless, safe to share between threads. <c>models/MODEL_CARD.md</c> defines the type text.</remarks>
public static class ModelLayout
{
    /// <summary>Metadata key of the extraction layout; slot <c>{type}</c>.</summary>
    public const string ExtractKey = "structgen.prompt.extract";

    /// <summary>Metadata key of the tool layout; slot <c>{functions}</c>.</summary>
    public const string ToolsKey = "structgen.prompt.tools";

    private const string OurExtract = "You read texts and write down the data in them. Answer with JSON of this type and nothing else; "
        + "leave out optional members and use null where it is allowed if the text does not say the value:\n{type}";

    private const string OurTools = "You act by calling functions. Choose the one that does what the user asks and answer with JSON "
        + "{\"name\": string, \"arguments\": object} and nothing else. The functions are:\n{functions}";

    private const string Several = "\nWrite an array of such calls, one for each thing that is asked.";

    /// <summary>Messages that ask for data of a schema out of a text: one system, one user message that is the text alone.</summary>
    /// <param name="metadata">The model's metadata.</param>
    /// <param name="schema">JSON Schema of any shape.</param>
    /// <param name="text">The source text.</param>
    /// <param name="surface">What the answer is written in: where it is not JSON, the layout's word for it is replaced.</param>
    public static IReadOnlyList<PromptMessage> Extract(IReadOnlyDictionary<string, string> metadata, JsonElement schema, string text, AnswerSurface surface = AnswerSurface.Json)
        => [new("system", InWordsOf(surface, Layout(metadata, ExtractKey, OurExtract)).Replace("{type}", DescribeType(schema), StringComparison.Ordinal)), new("user", text)];

    /// <summary>Messages that ask for a call of one of some functions.</summary>
    /// <param name="metadata">The model's metadata.</param>
    /// <param name="tools">The functions; add <see cref="ReplyTool"/> to offer not calling any.</param>
    /// <param name="input">The request.</param>
    /// <param name="parallel">Whether the answer is an array of calls.</param>
    public static IReadOnlyList<PromptMessage> Tools(
        IReadOnlyDictionary<string, string> metadata, IReadOnlyList<PromptTool> tools, string input, bool parallel = false)
        => Tools(metadata, tools, [new PromptMessage("user", input)], parallel);

    /// <summary>The same for a conversation: the functions come first, together with the conversation's own first system message.</summary>
    /// <param name="metadata">The model's metadata.</param>
    /// <param name="tools">The functions.</param>
    /// <param name="conversation">The messages so far.</param>
    /// <param name="parallel">Whether the answer is an array of calls.</param>
    public static IReadOnlyList<PromptMessage> Tools(
        IReadOnlyDictionary<string, string> metadata, IReadOnlyList<PromptTool> tools, IReadOnlyList<PromptMessage> conversation, bool parallel = false)
    {
        var system = Layout(metadata, ToolsKey, OurTools).Replace("{functions}", DescribeFunctions(tools), StringComparison.Ordinal);
        if (parallel)
            system += Several;
        var own = conversation is [{ Role: "system" }, ..] ? conversation[0].Content + "\n\n" : "";
        return [new PromptMessage("system", own + system), .. conversation.Skip(own.Length > 0 ? 1 : 0)];
    }

    /// <summary>"No function fits" as one more function, with one argument <c>text</c>: the words to answer with. Its name is none of the others'.</summary>
    /// <param name="tools">The functions that it joins.</param>
    public static PromptTool ReplyTool(IReadOnlyList<PromptTool> tools)
    {
        var name = "reply";
        while (tools.Any(tool => tool.Name == name))
            name += "_in_words";
        return new PromptTool(name, "no other function fits: answer in words", JsonText.Parse(
            """{"type": "object", "properties": {"text": {"type": "string"}}, "required": ["text"], "additionalProperties": false}"""));
    }

    /// <summary>The compact type text of a schema: what <c>{type}</c> stands for.</summary>
    /// <param name="schema">JSON Schema of any shape.</param>
    public static string DescribeType(JsonElement schema) => ShapeWriter.Write(ShapeReader.Read(schema), ShapeWriterOptions.Card);

    /// <summary>One line per function: what <c>{functions}</c> stands for.</summary>
    /// <param name="tools">The functions.</param>
    public static string DescribeFunctions(IReadOnlyList<PromptTool> tools) => string.Join('\n', tools.Select(Signature));

    private static string Signature(PromptTool tool)
    {
        var arguments = ShapeWriter.WriteArguments(tool.Parameters is { } parameters ? ShapeReader.Read(parameters) : null);
        var words = ShapeWords.OneLine(tool.Description ?? "");
        return $"{tool.Name}({arguments}){(words.Length > 0 ? " // " + words : "")}";
    }

    private static string InWordsOf(AnswerSurface surface, string layout)
        => surface == AnswerSurface.Yaml ? layout.Replace("JSON", "YAML", StringComparison.Ordinal) : layout;

    private static string Layout(IReadOnlyDictionary<string, string> metadata, string key, string ours)
        => metadata.TryGetValue(key, out var trained) && trained.Length > 0 ? trained : ours;
}
