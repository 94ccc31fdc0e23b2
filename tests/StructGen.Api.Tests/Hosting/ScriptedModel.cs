using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using StructGen.Generation.Models;

namespace StructGen.Api.Tests.Hosting;

/// <summary>A remote model that says what the test scripts, in two pieces when streamed. Without a script it says <c>{"name": "Jane Roe"}</c> in Kor's tags.</summary>
public sealed class ScriptedModel : IChatClient, ITextModelProvider
{
    /// <summary>What it answers to the n-th call of its life, from 0.</summary>
    public Func<int, CancellationToken, Task<ChatResponse>> Answer { get; set; } = (_, _) => Task.FromResult(Say("<json>{\"name\": \"Jane Roe\"}</json>"));

    /// <summary>What a streamed answer says that it used.</summary>
    public int UsedTokens { get; set; }

    public int Calls => _calls;

    public bool WasCancelled { get; private set; }

    private int _calls;

    public static ChatResponse Say(string text, ChatFinishReason? reason = null)
        => new(new ChatMessage(ChatRole.Assistant, text)) { FinishReason = reason ?? ChatFinishReason.Stop };

    public void Says(params string[] texts) => Answer = (call, _) => Task.FromResult(Say(texts[Math.Min(call, texts.Length - 1)]));

    public IReadOnlyList<TextModel> List() => [new("fake/model", this, new TextModelCapabilities { NativeSchema = false, NativeTools = false })];

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            return await Answer(Interlocked.Increment(ref _calls) - 1, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            WasCancelled = true;
            throw;
        }
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var response = await GetResponseAsync(messages, options, cancellationToken);
        var half = response.Text.Length / 2;
        yield return new ChatResponseUpdate(ChatRole.Assistant, response.Text[..half]);
        yield return new ChatResponseUpdate(ChatRole.Assistant, response.Text[half..]) { FinishReason = response.FinishReason };
        if (UsedTokens > 0) yield return new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(new UsageDetails { OutputTokenCount = UsedTokens })]);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
