using System.Text;
using StructGen.Generation.Chats;
using StructGen.Generation.Prompting;
using StructGen.Generation.Tools;

namespace StructGen.Generation.Requests;

/// <summary>What every request must satisfy before any work is done for it; each fault names the member as clients write it.</summary>
internal static class RequestRules
{
    private static readonly string[] Roles = ["system", "user", "assistant"];

    public static void Check(GenerationRequest request, GenerationLimits limits)
    {
        OneOf("schema", ("/schema", request.Schema is not null), ("/schemaName", request.SchemaName is not null), ("/spec", request.Spec is not null));
        OneOf("text", ("/text", request.Text is not null), ("/messages", request.Messages is not null));
        CheckText("/text", request.Text, limits);
        CheckMessages(request.Messages, limits);
        CheckPrompt(request.Prompt);
        CheckSampling(request.Sampling, limits);
        CheckEffort(request.Retries, request.Timeout, limits);
        if (request.Absent is not null && request.Prompt.Compat)
            throw new MalformedRequestException("/absent", "Kor has no word for an absent value: leave out absent or prompt.compat.");
        if (request.Surface == AnswerSurface.Yaml && request.Prompt.Encoder is not (null or "yaml"))
            throw new MalformedRequestException("/surface", $"The surface yaml and the encoder {request.Prompt.Encoder} contradict each other: leave one of them out.");
    }

    public static void Check(ToolCallRequest request, GenerationLimits limits)
    {
        OneOf("input", ("/input", request.Input is not null), ("/messages", request.Messages is not null));
        CheckText("/input", request.Input, limits);
        ConversationRules.Check(request.Messages, limits);
        CheckSampling(request.Sampling, limits);
        CheckEffort(request.Retries, request.Timeout, limits);
        if (request.Tools.Count == 0 && request.Choice.Kind != ToolChoiceKind.None)
            throw new MalformedRequestException("/tools", "No tool is given: send at least one, or toolChoice \"none\".");
        if (request.Tools.Count > limits.Tools)
            throw new MalformedRequestException("/tools", $"{request.Tools.Count} tools are given and at most {limits.Tools} are accepted (Limits:Tools).");
    }

    public static void Check(ToolRunRequest request, StructGenOptions options)
    {
        ArgumentNullException.ThrowIfNull(request.Call);
        Check(request.Call, options.Limits);
        if (request.MaxIterations < 1 || request.MaxIterations > options.Tools.MaxIterations)
            throw new MalformedRequestException("/maxIterations", $"{request.MaxIterations} is not between 1 and {options.Tools.MaxIterations} (Tools:MaxIterations).");
    }

    public static void Check(ChatRequest request, GenerationLimits limits)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Messages.Count == 0) throw new MalformedRequestException("/messages", "There is no message: send at least one.");
        var size = request.Messages.Sum(message => (long)Encoding.UTF8.GetByteCount(message.Text));
        if (size > limits.TextBytes) throw new RequestTooLargeException("/messages", size, limits.TextBytes);
        CheckSampling(request.Sampling, limits);
        Within("/retries", request.Retries, 0, int.MaxValue);
        if (request.ThinkingBudget is { } budget) Within("/thinkingBudget", budget, 0, limits.MaxTokens);
        if (request.Tools.Count > 0 && request.Choice.Kind != ToolChoiceKind.None && request.Format.Kind is (ChatFormatKind.Pattern or ChatFormatKind.Choice))
            throw new MalformedRequestException("/format", "A regular expression or a choice cannot stand beside tools: give the answer a JSON Schema, or send no tools.");
        if (request.Tools.Count == 0 && request.Choice.Kind is (ToolChoiceKind.Required or ToolChoiceKind.Named))
            throw new MalformedRequestException("/tools", "A call is required and no tool is given: send at least one tool.");
        if (request.Tools.Count > limits.Tools)
            throw new MalformedRequestException("/tools", $"{request.Tools.Count} tools are given and at most {limits.Tools} are accepted (Limits:Tools).");
    }

    public static void Check(ParseRequest request, GenerationLimits limits)
    {
        OneOf("schema", ("/schema", request.Schema is not null), ("/spec", request.Spec is not null));
        CheckSize("/raw", request.Raw, limits);
        CheckPrompt(request.Prompt);
    }

    private static void OneOf(string what, params ReadOnlySpan<(string Pointer, bool Set)> members)
    {
        var set = new List<string>();
        var all = new List<string>();
        foreach (var (pointer, isSet) in members)
        {
            all.Add(pointer[1..]);
            if (isSet) set.Add(pointer);
        }

        if (set.Count == 1) return;
        var names = string.Join(", ", all);
        throw set.Count == 0
            ? new MalformedRequestException("", $"The {what} is missing: send exactly one of {names}.")
            : new MalformedRequestException(set[1], $"Both {string.Join(" and ", set.Select(pointer => pointer[1..]))} are given: send exactly one of {names}.");
    }

    private static void CheckText(string pointer, string? text, GenerationLimits limits)
    {
        if (text is null) return;
        CheckSize(pointer, text, limits);
        if (string.IsNullOrWhiteSpace(text)) throw new MalformedRequestException(pointer, $"{pointer[1..]} is empty: there is nothing to work on.");
    }

    private static void CheckSize(string pointer, string text, GenerationLimits limits)
    {
        var size = Encoding.UTF8.GetByteCount(text);
        if (size > limits.TextBytes) throw new RequestTooLargeException(pointer, size, limits.TextBytes);
    }

    private static void CheckMessages(IReadOnlyList<PromptMessage>? messages, GenerationLimits limits)
    {
        if (messages is null) return;
        long size = 0;
        for (var index = 0; index < messages.Count; index++)
        {
            if (!Roles.Contains(messages[index].Role))
                throw new MalformedRequestException($"/messages/{index}/role", $"The role '{messages[index].Role}' is unknown: write system, user or assistant.");
            size += Encoding.UTF8.GetByteCount(messages[index].Content);
        }

        if (size > limits.TextBytes) throw new RequestTooLargeException("/messages", size, limits.TextBytes);
        if (!messages.Any(message => message.Role == "user" && !string.IsNullOrWhiteSpace(message.Content)))
            throw new MalformedRequestException("/messages", "No message of the user holds text: there is nothing to work on.");
    }

    private static void CheckPrompt(PromptOptions prompt)
    {
        Known("/prompt/descriptor", prompt.Descriptor, "typescript", "bullet_point");
        Known("/prompt/encoder", prompt.Encoder, "json", "yaml", "csv", "xml");
        Known("/prompt/inputFormatter", prompt.InputFormatter, "triple_quotes", "text_prefix");
        Known("/prompt/layout", prompt.Layout, "text", "chat");
    }

    private static void Known(string pointer, string? value, params string[] known)
    {
        if (value is not null && !known.Contains(value))
            throw new MalformedRequestException(pointer, $"'{value}' is unknown: write {string.Join(" or ", known)}.");
    }

    private static void CheckSampling(SamplingOptions sampling, GenerationLimits limits)
    {
        Within("/temperature", sampling.Temperature, 0, 100);
        if (sampling.TopP is { } topP) Within("/topP", topP, float.Epsilon, 1);
        if (sampling.TopK is { } topK) Within("/topK", topK, 1, int.MaxValue);
        if (sampling.MinP is { } minP) Within("/minP", minP, 0, 1);
        if (sampling.MaxTokens is { } maxTokens) Within("/maxTokens", maxTokens, 1, limits.MaxTokens);
    }

    private static void CheckEffort(int retries, TimeSpan? timeout, GenerationLimits limits)
    {
        Within("/retries", retries, 0, limits.MaxRetries);
        if (timeout is { } time && (time <= TimeSpan.Zero || time > limits.MaxTimeout))
            throw new MalformedRequestException("/timeoutSeconds", $"{time.TotalSeconds} is not above 0 and at most {limits.MaxTimeout.TotalSeconds} (Limits:MaxTimeout).");
    }

    private static void Within(string pointer, double value, double least, double most)
    {
        if (!(value >= least && value <= most))
            throw new MalformedRequestException(pointer, least == float.Epsilon ? $"{value} is not above 0 and at most {most}." : $"{value} is not between {least} and {most}.");
    }
}
