using System.Security.Cryptography;
using StructGen.Api.Chat.Errors;
using StructGen.Api.Chat.Reading;
using StructGen.Api.Chat.Wire;
using StructGen.Api.Problems;
using StructGen.Generation;
using StructGen.Generation.Chats;
using StructGen.Generation.Requests;

namespace StructGen.Api.Chat;

/// <summary>One request on its way: what was asked, what all its chunks share, and the answers made one after the other. One owner.</summary>
internal sealed class ChatExchange
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private readonly StructuredGenerator _generator;
    private readonly ChatRequest _request;
    private readonly List<ChatResult> _results = [];

    public ChatExchange(ChatBody body, StructuredGenerator generator, ChatSettings settings, string model, TimeProvider time)
    {
        Body = body;
        Settings = settings;
        Model = model;
        Id = "chatcmpl-" + RandomNumberGenerator.GetString(Letters, 24);
        Created = time.GetUtcNow().ToUnixTimeSeconds();
        _generator = generator;
        _request = ChatRequestReader.Read(body);
        if (Choices > settings.MaxChoices) throw ChatFault.At("n", $"n is {Choices}; at most {settings.MaxChoices} answers are made to one request (Chat:MaxChoices).");
    }

    public ChatBody Body { get; }

    public ChatSettings Settings { get; }

    public string Id { get; }

    public long Created { get; }

    public string Model { get; }

    /// <summary>How many answers are wanted.</summary>
    public int Choices => Body.N ?? 1;

    /// <summary>Makes an answer; each has a seed of its own.</summary>
    /// <exception cref="ProblemException">There is none, or the request is at fault.</exception>
    public async Task<ChatResult> AnswerAsync(int choice, Action<ChatPiece>? tell, CancellationToken cancellationToken)
    {
        var sampling = _request.Sampling with { Seed = _request.Sampling.Seed is { } seed ? unchecked(seed + choice) : null };
        var request = _request with { Sampling = sampling };
        try
        {
            var result = await (tell is null ? _generator.ChatAsync(request, cancellationToken) : _generator.ChatAsync(request, tell, cancellationToken)).ConfigureAwait(false);
            if (result.Outcome != GenerationOutcome.Refused && ProblemMapping.From(result.Outcome, result.Attempts) is { } problem) throw new ProblemException(problem);
            _results.Add(result);
            return result;
        }
        catch (Exception fault) when (ChatPlaces.Translate(fault, Body, _request) is { } problem)
        {
            throw new ProblemException(problem);
        }
    }

    /// <summary>Why an answer ended.</summary>
    public string FinishOf(ChatResult result) => ChatFinish.Of(result, _request, Settings);

    /// <summary>Tokens of all answers; the prompt is the same for each and counts once, its repairs included.</summary>
    public ChatUsage Usage() => new(
        _results.Count == 0 ? 0 : _results[0].Usage.PromptTokens,
        _results.Sum(result => result.Usage.CompletionTokens),
        new(_results.Count == 0 ? 0 : _results[0].CachedPromptTokens),
        new(_results.Sum(result => result.ReasoningTokens)));

    /// <summary>How the answers came about.</summary>
    public ChatAccount Account() => new(
        _results[0].Mode,
        [.. _results.SelectMany((result, choice) => result.Attempts.Select(attempt => ChatAttempt.From(attempt, choice)))],
        [.. _results.SelectMany(result => result.Warnings).Distinct()]);
}
