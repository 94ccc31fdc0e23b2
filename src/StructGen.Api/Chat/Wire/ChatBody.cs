using System.Text.Json;
using System.Text.Json.Serialization;

namespace StructGen.Api.Chat.Wire;

/// <summary>A chat completion as OpenAI's clients ask for it. Unknown members are ignored, every member but <c>messages</c> may be left out or null.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record ChatBody
{
    /// <summary>File stem of a GGUF, or <c>provider/name</c>. Default: the configured one.</summary>
    /// <example>structgen-extract-135m</example>
    [JsonPropertyName("model")]
    public string? Model { get; init; }

    /// <summary>The conversation.</summary>
    [JsonPropertyName("messages")]
    public IReadOnlyList<ChatMessageBody>? Messages { get; init; }

    /// <summary>The form of the answer. Default: any text.</summary>
    [JsonPropertyName("response_format")]
    public ResponseFormatBody? ResponseFormat { get; init; }

    /// <summary>Extension, as in vLLM: another way to say the form.</summary>
    [JsonPropertyName("structured_outputs")]
    public StructuredOutputsBody? StructuredOutputs { get; init; }

    /// <summary>Extension: whether the model is shown the schema of its answer. Default: true.</summary>
    [JsonPropertyName("inject_schema")]
    public bool? InjectSchema { get; init; }

    /// <summary>Extension: whether a local model may write members that no schema declares where objects do not say <c>additionalProperties</c>. Default: false.</summary>
    [JsonPropertyName("open_objects")]
    public bool? OpenObjects { get; init; }

    /// <summary>Extension: whether a local model may spell numbers in every way of JSON. Default: false.</summary>
    [JsonPropertyName("open_numbers")]
    public bool? OpenNumbers { get; init; }

    /// <summary>Extension: whether a value in which the model only repeats itself is brought to an end. Default: true.</summary>
    [JsonPropertyName("repetition_guard")]
    public bool? RepetitionGuard { get; init; }

    /// <summary>Functions that the model may call.</summary>
    [JsonPropertyName("tools")]
    public IReadOnlyList<ChatToolBody>? Tools { get; init; }

    /// <summary><c>none</c>, <c>auto</c>, <c>required</c>, or an object that names a function or allows some. Default: auto with tools.</summary>
    [JsonPropertyName("tool_choice")]
    public JsonElement? ToolChoice { get; init; }

    /// <summary>Whether several calls may be made at once. Default: true.</summary>
    [JsonPropertyName("parallel_tool_calls")]
    public bool? ParallelToolCalls { get; init; }

    /// <summary>Most tokens of the answer, thinking included.</summary>
    [JsonPropertyName("max_completion_tokens")]
    public int? MaxCompletionTokens { get; init; }

    /// <summary>The older name of <c>max_completion_tokens</c>.</summary>
    [JsonPropertyName("max_tokens")]
    public int? MaxTokens { get; init; }

    /// <summary>0 (default) takes the likeliest token.</summary>
    [JsonPropertyName("temperature")]
    public float? Temperature { get; init; }

    /// <summary>Only the smallest set of tokens whose probability reaches this.</summary>
    [JsonPropertyName("top_p")]
    public float? TopP { get; init; }

    /// <summary>Seed of the draw: the same seed and request give the same answer.</summary>
    [JsonPropertyName("seed")]
    public long? Seed { get; init; }

    /// <summary>Number of answers, made one after the other. Default: 1.</summary>
    [JsonPropertyName("n")]
    public int? N { get; init; }

    /// <summary>A text, or up to four, that ends an answer in words.</summary>
    [JsonPropertyName("stop")]
    public JsonElement? Stop { get; init; }

    /// <summary>Whether the answer comes as server-sent events. Default: false.</summary>
    [JsonPropertyName("stream")]
    public bool? Stream { get; init; }

    /// <summary>Options of a stream.</summary>
    [JsonPropertyName("stream_options")]
    public StreamOptionsBody? StreamOptions { get; init; }

    /// <summary>How long models think that can: <c>none</c>, <c>minimal</c>, <c>low</c>, <c>medium</c>, <c>high</c>, <c>xhigh</c>.</summary>
    [JsonPropertyName("reasoning_effort")]
    public string? ReasoningEffort { get; init; }

    /// <summary>Extension: most tokens of thinking, also for models that do not think by themselves. 0 is none.</summary>
    [JsonPropertyName("thinking_budget")]
    public int? ThinkingBudget { get; init; }

    /// <summary>Only 0: repeated tokens are not punished.</summary>
    [JsonPropertyName("frequency_penalty")]
    public float? FrequencyPenalty { get; init; }

    /// <summary>Only 0: repeated tokens are not punished.</summary>
    [JsonPropertyName("presence_penalty")]
    public float? PresencePenalty { get; init; }

    /// <summary>Only empty: tokens are not weighted.</summary>
    [JsonPropertyName("logit_bias")]
    public JsonElement? LogitBias { get; init; }

    /// <summary>Only false: token probabilities are not reported.</summary>
    [JsonPropertyName("logprobs")]
    public bool? Logprobs { get; init; }

    /// <summary>Not supported; see <c>logprobs</c>.</summary>
    [JsonPropertyName("top_logprobs")]
    public int? TopLogprobs { get; init; }

    /// <summary>Only <c>["text"]</c>.</summary>
    [JsonPropertyName("modalities")]
    public IReadOnlyList<string>? Modalities { get; init; }

    /// <summary>Not supported.</summary>
    [JsonPropertyName("audio")]
    public JsonElement? Audio { get; init; }

    /// <summary>Not supported.</summary>
    [JsonPropertyName("web_search_options")]
    public JsonElement? WebSearchOptions { get; init; }

    /// <summary>Deprecated by OpenAI and refused; see <c>tools</c>.</summary>
    [JsonPropertyName("functions")]
    public JsonElement? Functions { get; init; }

    /// <summary>Deprecated by OpenAI and refused; see <c>tool_choice</c>.</summary>
    [JsonPropertyName("function_call")]
    public JsonElement? FunctionCall { get; init; }

    /// <summary>llama.cpp's own grammar language; refused.</summary>
    [JsonPropertyName("grammar")]
    public JsonElement? Grammar { get; init; }

    /// <summary>Older vLLM; refused, see <c>structured_outputs</c>.</summary>
    [JsonPropertyName("guided_json")]
    public JsonElement? GuidedJson { get; init; }

    /// <summary>Older vLLM; refused, see <c>structured_outputs</c>.</summary>
    [JsonPropertyName("guided_regex")]
    public JsonElement? GuidedRegex { get; init; }

    /// <summary>Older vLLM; refused, see <c>structured_outputs</c>.</summary>
    [JsonPropertyName("guided_choice")]
    public JsonElement? GuidedChoice { get; init; }

    /// <summary>Older vLLM; refused.</summary>
    [JsonPropertyName("guided_grammar")]
    public JsonElement? GuidedGrammar { get; init; }
}
