using System.Runtime.CompilerServices;
using System.Threading.Channels;
using StructGen.Generation.Models;
using StructGen.Generation.Telemetry;

namespace StructGen.Generation.Decoding;

/// <summary>Decodes answers of a token model: the one loop of mask, choice and append that every local mode shares.</summary>
/// <remarks>Knows no runtime. Safe to share between threads; keep one per model.</remarks>
/// <param name="model">The model.</param>
public sealed class TokenDecoder(ITokenModel model)
{
    private readonly ulong[] _anyText = AllowText(model);

    /// <summary>Decodes an answer.</summary>
    /// <param name="request">Prompt, constraint and sampling.</param>
    /// <param name="onText">Called with every new piece of text (complete characters) on the decoding thread; what it throws ends the decoding.</param>
    /// <param name="cancellationToken">Ends the decoding within a token's time.</param>
    /// <returns>The answer; one that the token limit cut off says so.</returns>
    /// <exception cref="ContextExceededException">The prompt leaves no room in the context.</exception>
    /// <exception cref="AnswerBudgetException">Even the shortest answer does not fit the token limit.</exception>
    /// <exception cref="OverloadedException">Too many requests wait for the model.</exception>
    /// <exception cref="InvalidOperationException">The constraint allows no token: a bug of the engine, not of the request.</exception>
    public async Task<DecodedAnswer> DecodeAsync(DecodingRequest request, Action<string>? onText = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Prompt.Length >= model.ContextLength) throw new ContextExceededException(request.Prompt.Length, model.ContextLength);
        if (request.Matcher is { } matcher && matcher.Constraint.Vocabulary.Count != model.Vocabulary.Count)
            throw new ArgumentException("The matcher's constraint was compiled for another model's vocabulary.", nameof(request));
        var run = new DecodingRun(model, request, _anyText, onText);
        using var session = request.Sampling.Seed is null
            ? await model.OpenAsync(request.Prompt, cancellationToken).ConfigureAwait(false)
            : await model.OpenRepeatableAsync(request.Prompt, cancellationToken).ConfigureAwait(false);
        try
        {
            var answer = await Task.Run(() => run.Decode(session, cancellationToken), CancellationToken.None).ConfigureAwait(false);
            if (request.Constraint is not null) StructGenMeter.MaskTime.Record(answer.MaskTime.TotalSeconds);
            return answer;
        }
        catch (OperationCanceledException)
        {
            GenerationAccount.Add(run.Usage); // No attempt will tell.
            throw;
        }
    }

    /// <summary>Decodes an answer and gives it out as it is written. Stopping to read stops the decoding.</summary>
    /// <param name="request">Prompt, constraint and sampling.</param>
    /// <param name="cancellationToken">Ends the decoding within a token's time.</param>
    /// <remarks>Exceptions as of <see cref="DecodeAsync"/>.</remarks>
    public async IAsyncEnumerable<DecodedText> StreamAsync(DecodingRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var texts = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var decoding = DecodeIntoAsync(request, texts.Writer, stop.Token);
        try
        {
            await foreach (var text in texts.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false)) yield return new DecodedText(text);
            yield return new DecodedText("", await decoding.ConfigureAwait(false));
        }
        finally
        {
            // Reached early when the reader goes away: the model's context is free before this returns.
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)decoding).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<DecodedAnswer> DecodeIntoAsync(DecodingRequest request, ChannelWriter<string> texts, CancellationToken cancellationToken)
    {
        try
        {
            return await DecodeAsync(request, text => texts.TryWrite(text), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            texts.Complete();
        }
    }

    // Without a constraint: every token that is text, and the end; never a role or padding.
    private static ulong[] AllowText(ITokenModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var mask = new ulong[model.Vocabulary.MaskLength];
        for (var token = 0; token < model.Vocabulary.Count; token++)
        {
            if (model.Vocabulary.IsText(token)) mask[token >> 6] |= 1UL << (token & 63);
        }

        foreach (var token in model.Vocabulary.EndTokens) mask[token >> 6] |= 1UL << (token & 63);
        return mask;
    }
}
