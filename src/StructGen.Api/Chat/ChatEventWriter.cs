using System.Text.Json;
using StructGen.Api.Chat.Errors;
using StructGen.Api.Chat.Wire;
using StructGen.Generation.Chats;
using StructGen.Generation.Requests;

namespace StructGen.Api.Chat;

/// <summary>Events as chunks. Clients join the strings of all deltas, so role, identifiers and names are written once, and nothing behind an answer's end. One owner.</summary>
internal sealed class ChatEventWriter(ChatExchange exchange, HttpResponse response)
{
    private static readonly JsonElement Null = JsonElement.Parse("null");
    private readonly HashSet<int> _begun = [];

    private bool IncludesUsage => exchange.Body.StreamOptions?.IncludeUsage == true;

    public async Task WriteAsync(ChatEvent happened, CancellationToken cancellationToken)
    {
        var isCall = happened.Piece is CallPiece || happened.Result is { Outcome: GenerationOutcome.Refused, IsFiltered: false };
        if (_begun.Add(happened.Choice)) await SendAsync(happened.Choice, new ChunkDelta { Role = "assistant", Content = isCall ? null : "" }, null, cancellationToken);
        if (happened.Piece is { } piece)
        {
            await SendAsync(happened.Choice, Delta(piece), null, cancellationToken);
            return;
        }

        var result = happened.Result!;
        if (result.Outcome == GenerationOutcome.Refused && !result.IsFiltered) await SendAsync(happened.Choice, new ChunkDelta { Refusal = result.Content }, null, cancellationToken);
        await SendAsync(happened.Choice, new ChunkDelta(), exchange.FinishOf(result), cancellationToken);
    }

    /// <summary>A comment; clients skip it.</summary>
    public Task PingAsync(CancellationToken cancellationToken) => WriteTextAsync(": ping\n\n", response, cancellationToken);

    /// <summary>The usage where it was asked for, and the end.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        if (IncludesUsage)
            await SendAsync(Chunk() with { Usage = JsonSerializer.SerializeToElement(exchange.Usage(), ApiJson.Wire.ChatUsage), StructGen = exchange.Account() }, cancellationToken);
        await WriteTextAsync("data: [DONE]\n\n", response, cancellationToken);
    }

    /// <summary>What went wrong after the status was sent.</summary>
    public static Task ErrorAsync(ChatError error, HttpResponse response, CancellationToken cancellationToken)
        => WriteTextAsync($"data: {JsonSerializer.Serialize(error, ApiJson.Wire.ChatError)}\n\n", response, cancellationToken);

    private static ChunkDelta Delta(ChatPiece piece) => piece switch
    {
        ContentPiece content => new ChunkDelta { Content = content.Text },
        ReasoningPiece thought => new ChunkDelta { ReasoningContent = thought.Text },
        CallPiece call => new ChunkDelta { ToolCalls = [new ChunkCall(call.Index, new CalledFunction { Name = call.Name, Arguments = "" }) { Id = call.Id, Type = "function" }] },
        ArgumentsPiece arguments => new ChunkDelta { ToolCalls = [new ChunkCall(arguments.Index, new CalledFunction { Arguments = arguments.Text })] },
        _ => throw new InvalidOperationException($"No delta for {piece.GetType().Name}."),
    };

    private ChatChunk Chunk() => new() { Id = exchange.Id, Created = exchange.Created, Model = exchange.Model, Usage = IncludesUsage ? Null : null };

    private Task SendAsync(int choice, ChunkDelta delta, string? finish, CancellationToken cancellationToken)
        => SendAsync(Chunk() with { Choices = [new ChunkChoice(choice, delta, finish)] }, cancellationToken);

    private Task SendAsync(ChatChunk chunk, CancellationToken cancellationToken)
        => WriteTextAsync($"data: {JsonSerializer.Serialize(chunk, ApiJson.Wire.ChatChunk)}\n\n", response, cancellationToken);

    private static async Task WriteTextAsync(string text, HttpResponse response, CancellationToken cancellationToken)
    {
        await response.WriteAsync(text, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
