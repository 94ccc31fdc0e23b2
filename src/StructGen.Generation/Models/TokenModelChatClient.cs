using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using StructGen.Generation.Decoding;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Models;

/// <summary>A token model as a text model: messages in, unconstrained text out. Lets a local model serve prompt mode.</summary>
/// <remarks>
/// Takes temperature, top-p, top-k, seed, most tokens and stop sequences; other options are ignored. Messages are system, user and
/// assistant, text only. Errors are the token model's own exceptions. Safe to share between threads; does not own the model.
/// </remarks>
public sealed class TokenModelChatClient : IChatClient
{
    private readonly ITokenModel _model;
    private readonly TokenDecoder _decoder;
    private readonly ChatClientMetadata _metadata;

    /// <summary>Wraps a model.</summary>
    public TokenModelChatClient(ITokenModel model)
    {
        _model = model;
        _decoder = new TokenDecoder(model);
        _metadata = new ChatClientMetadata("local", null, model.Name);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A message's role is none of system, user, assistant, or a message is no text.</exception>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var answer = await _decoder.DecodeAsync(Request(messages, options), onText: null, cancellationToken).ConfigureAwait(false);
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, answer.Text))
        {
            ModelId = _model.Name,
            FinishReason = Reason(answer),
            Usage = Usage(answer),
        };
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var part in _decoder.StreamAsync(Request(messages, options), cancellationToken).ConfigureAwait(false))
        {
            yield return part.Answer is { } answer
                ? new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(Usage(answer))]) { ModelId = _model.Name, FinishReason = Reason(answer) }
                : new ChatResponseUpdate(ChatRole.Assistant, part.Text) { ModelId = _model.Name };
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null) return null;
        if (serviceType == typeof(ChatClientMetadata)) return _metadata;
        return serviceType.IsInstanceOfType(this) ? this : serviceType.IsInstanceOfType(_model) ? _model : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The model belongs to its provider.
    }

    private static ChatFinishReason Reason(DecodedAnswer answer)
        => answer.FinishReason == DecodedAnswer.Length ? ChatFinishReason.Length : ChatFinishReason.Stop;

    private static UsageDetails Usage(DecodedAnswer answer) => new()
    {
        InputTokenCount = answer.Usage.PromptTokens,
        OutputTokenCount = answer.Usage.CompletionTokens,
        TotalTokenCount = answer.Usage.TotalTokens,
        CachedInputTokenCount = answer.CachedPromptTokens,
    };

    private static PromptMessage Message(ChatMessage message)
    {
        if (message.Contents.Any(content => content is not TextContent))
            throw new ArgumentException($"A local model reads text only, not {message.Contents.First(content => content is not TextContent).GetType().Name}.", nameof(message));
        return new PromptMessage(message.Role.Value, message.Text);
    }

    private DecodingRequest Request(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var prompt = messages.Select(Message).ToList();
        if (options?.Instructions is { Length: > 0 } instructions) prompt.Insert(0, new PromptMessage("system", instructions));
        return new DecodingRequest
        {
            Prompt = _model.TokenizeChat(prompt),
            StopStrings = [.. options?.StopSequences ?? []],
            Sampling = new SamplingOptions
            {
                Temperature = options?.Temperature ?? 0,
                TopP = options?.TopP,
                TopK = options?.TopK,
                Seed = (int?)options?.Seed,
                MaxTokens = options?.MaxOutputTokens,
                RepetitionGuard = false, // words are the caller's own
            },
        };
    }
}
