using System.Text.Json;
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

    /// <summary>Messages that ask for data of a schema out of a text: one system, one user message that is the text alone.</summary>
    /// <param name="metadata">The model's metadata.</param>
    /// <param name="schema">JSON Schema of any shape.</param>
    /// <param name="text">The source text.</param>
    public static IReadOnlyList<PromptMessage> Extract(IReadOnlyDictionary<string, string> metadata, JsonElement schema, string text)
        => throw new NotImplementedException();

    /// <summary>Messages that ask for a call of one of some functions.</summary>
    /// <param name="metadata">The model's metadata.</param>
    /// <param name="tools">The functions; add <see cref="ReplyTool"/> to offer not calling any.</param>
    /// <param name="input">The request.</param>
    /// <param name="parallel">Whether the answer is an array of calls.</param>
    public static IReadOnlyList<PromptMessage> Tools(
        IReadOnlyDictionary<string, string> metadata, IReadOnlyList<PromptTool> tools, string input, bool parallel = false)
        => throw new NotImplementedException();

    /// <summary>The same for a conversation: the system message in front of it.</summary>
    public static IReadOnlyList<PromptMessage> Tools(
        IReadOnlyDictionary<string, string> metadata, IReadOnlyList<PromptTool> tools, IReadOnlyList<PromptMessage> conversation, bool parallel = false)
        => throw new NotImplementedException();

    /// <summary>"No function fits" as one more function, with one argument <c>text</c>: the words to answer with. Its name is none of the others'.</summary>
    public static PromptTool ReplyTool(IReadOnlyList<PromptTool> tools) => throw new NotImplementedException();

    /// <summary>The compact type text of a schema: what <c>{type}</c> stands for.</summary>
    public static string DescribeType(JsonElement schema) => throw new NotImplementedException();

    /// <summary>One line per function: what <c>{functions}</c> stands for.</summary>
    public static string DescribeFunctions(IReadOnlyList<PromptTool> tools) => throw new NotImplementedException();
}
