using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace StructGen.TestKit.Chat;

/// <summary>A text model that plays a script: each call takes the next turn; keeps what it was sent.</summary>
public sealed class ScriptedChatClient : IChatClient
{
    private readonly ConcurrentQueue<Func<CancellationToken, Task<ChatResponse>>> _turns = new();

    /// <summary>A client that writes these texts, one a call.</summary>
    public ScriptedChatClient(params string[] texts)
    {
        foreach (var text in texts) Write(text);
    }

    /// <summary>The messages of every call, in order.</summary>
    public List<IReadOnlyList<ChatMessage>> Sent { get; } = [];

    /// <summary>The options of every call.</summary>
    public List<ChatOptions?> Options { get; } = [];

    /// <summary>Characters of a streamed piece.</summary>
    public int PieceLength { get; set; } = 4;

    /// <summary>Streamed pieces after which the connection breaks; null never.</summary>
    public int? BreakAfter { get; set; }

    /// <summary>Adds a turn that writes a text.</summary>
    public ScriptedChatClient Write(string text, ChatFinishReason? finish = null, int promptTokens = 10, int completionTokens = 5)
        => Answer(Response([new TextContent(text)], finish, promptTokens, completionTokens));

    /// <summary>Adds a turn that calls functions.</summary>
    public ScriptedChatClient Call(params FunctionCallContent[] calls) => Answer(Response([.. calls], ChatFinishReason.ToolCalls, 10, 5));

    /// <summary>Adds a turn that declines.</summary>
    public ScriptedChatClient Refuse(string reason) => Answer(Response([new ErrorContent(reason) { ErrorCode = "Refusal" }], ChatFinishReason.Stop, 10, 5));

    /// <summary>Adds a turn that fails.</summary>
    public ScriptedChatClient Fail(Exception fault) => Do(_ => Task.FromException<ChatResponse>(fault));

    /// <summary>Adds a turn that never answers.</summary>
    public ScriptedChatClient Hang() => Do(async token =>
    {
        await Task.Delay(Timeout.Infinite, token).ConfigureAwait(false);
        throw new InvalidOperationException("unreachable");
    });

    /// <summary>Adds a turn.</summary>
    public ScriptedChatClient Answer(ChatResponse response) => Do(_ => Task.FromResult(response));

    /// <summary>Adds a turn.</summary>
    public ScriptedChatClient Do(Func<CancellationToken, Task<ChatResponse>> turn)
    {
        _turns.Enqueue(turn);
        return this;
    }

    /// <inheritdoc/>
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Sent.Add([.. messages]);
        Options.Add(options);
        return _turns.TryDequeue(out var turn) ? turn(cancellationToken) : throw new InvalidOperationException("The script is over, and the model is called again.");
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var response = await GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        for (var at = 0; at < response.Text.Length; at += PieceLength)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (at / PieceLength == BreakAfter) throw new IOException("The connection broke.");
            yield return new ChatResponseUpdate(ChatRole.Assistant, response.Text.Substring(at, Math.Min(PieceLength, response.Text.Length - at)));
        }

        List<AIContent> rest = [.. response.Messages.SelectMany(message => message.Contents).Where(content => content is not TextContent)];
        if (response.Usage is { } usage) rest.Add(new UsageContent(usage));
        yield return new ChatResponseUpdate(ChatRole.Assistant, rest) { FinishReason = response.FinishReason };
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static ChatResponse Response(IList<AIContent> contents, ChatFinishReason? finish, int promptTokens, int completionTokens)
        => new(new ChatMessage(ChatRole.Assistant, contents))
        {
            FinishReason = finish ?? ChatFinishReason.Stop,
            Usage = new UsageDetails { InputTokenCount = promptTokens, OutputTokenCount = completionTokens, TotalTokenCount = promptTokens + completionTokens },
        };
}
