using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using StructGen.Generation.Prompting;

namespace StructGen.Generation.Tools;

/// <summary>What a chat client's options ask of the answer: data of a schema, calls of tools, or either. Immutable.</summary>
/// <param name="Format">Schema of the data; null where none is asked for.</param>
/// <param name="Tools">The tools that may be called; empty where none may.</param>
/// <param name="Choice">Whether one must be called.</param>
/// <param name="Parallel">Whether several may.</param>
internal sealed record ChatAsk(JsonElement? Format, IReadOnlyList<ToolDefinition> Tools, ToolChoice Choice, bool Parallel)
{
    private static readonly JsonElement AnyObject = JsonDocument.Parse("""{"type":"object"}""").RootElement;

    /// <summary>Whether tools may be called at all; where not they are still shown, so that the prompt stays the same and its beginning is reused. Default: true.</summary>
    public bool MayCall { get; init; } = true;

    /// <summary>Whether anything is asked of the answer.</summary>
    public bool IsFree => Format is null && Tools.Count == 0;

    /// <summary>The function that stands for calling none; data takes its place where data is asked for.</summary>
    public PromptTool? Reply => Choice.Kind == ToolChoiceKind.Auto && Tools.Count > 0 && Format is null ? ModelLayout.ReplyTool(ForPrompt) : null;

    /// <summary>The tools as prompts tell of them.</summary>
    public IReadOnlyList<PromptTool> ForPrompt => [.. Tools.Select(tool => new PromptTool(tool.Name, tool.Description, tool.Parameters))];

    /// <exception cref="Requests.MalformedRequestException">A required tool is missing, or two share a name.</exception>
    public static ChatAsk Of(ChatOptions? options)
    {
        var choice = options?.ToolMode switch
        {
            RequiredChatToolMode { RequiredFunctionName: { } name } => ToolChoice.Named(name),
            RequiredChatToolMode => ToolChoice.Required,
            NoneChatToolMode => ToolChoice.None,
            _ => ToolChoice.Auto,
        };
        var declared = (options?.Tools ?? []).OfType<AIFunctionDeclaration>().Select(tool => new ToolDefinition(tool.Name, tool.Description, tool.JsonSchema)).ToList();
        IReadOnlyList<ToolDefinition> tools = choice.Kind == ToolChoiceKind.None ? [] : ToolSet.Create(declared, choice).Tools;
        var mustCall = tools.Count > 0 && choice.Kind is ToolChoiceKind.Required or ToolChoiceKind.Named;
        var format = options?.ResponseFormat is ChatResponseFormatJson json && !mustCall ? json.Schema ?? AnyObject : (JsonElement?)null;
        return new ChatAsk(format, tools, choice, options?.AllowMultipleToolCalls == true);
    }

    /// <summary>The schema of the calls alone.</summary>
    public JsonElement CallsSchema(int most) => !MayCall ? CallSchema.Build([], Reply, null) : Parallel ? CallSchema.BuildOneOrSeveral(Tools, Reply, most) : CallSchema.Build(Tools, Reply, null);

    /// <summary>The schema of the whole answer: one grammar for calls and data, so that neither shuts the other out.</summary>
    public JsonElement AnswerSchema(int most)
    {
        if (Tools.Count == 0 || (!MayCall && Format is not null)) return Format!.Value;
        var calls = CallsSchema(most);
        if (Format is not { } format) return calls;
        return JsonSerializer.SerializeToElement(new JsonObject
        {
            ["anyOf"] = new JsonArray(CallSchema.Embed("urn:structgen:calls", calls), CallSchema.Embed("urn:structgen:answer", format)),
        });
    }
}
