using System.Diagnostics;
using System.Runtime.InteropServices;
using StructGen.Constraints;
using StructGen.Generation.Models;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Decoding;

/// <summary>One answer on its way: mask → choose → append, until it ends. One owner, used once.</summary>
/// <remarks>
/// The token limit never cuts a constrained answer in the middle: before a token is taken it is made sure that the answer can still be
/// closed with the tokens left. Where it cannot, the shortest ending (which was possible one token ago) is written instead.
/// </remarks>
internal sealed class DecodingRun
{
    private const int DefaultMaxTokens = 1024;
    private const int Slack = 8;

    /// <summary>A model that loops so often in one answer does so to its end.</summary>
    private const int MostRepetitions = 3;

    private readonly Vocabulary _vocabulary;
    private readonly ITokenConstraint? _constraint;
    private readonly TokenChooser _chooser;
    private readonly ForcedText? _forced;
    private readonly ClosingPlan? _closing;
    private readonly AnswerText _text;
    private readonly RepetitionGuard? _guard;
    private readonly List<int> _repetitions = [];
    private readonly ITokenModel _model;
    private readonly ulong[] _anyText;
    private readonly int _promptTokens;
    private readonly int _contextLength;
    private readonly int _maxTokens;
    private int _tokens;
    private int _forcedTokens;
    private long _maskTicks;
    private int? _closedFrom;
    private bool _isGuarded;

    /// <summary>Prepares a run.</summary>
    /// <param name="model">The model.</param>
    /// <param name="request">The request.</param>
    /// <param name="anyText">The mask of an answer without constraint.</param>
    /// <param name="onText">Gets the text as it is written.</param>
    /// <exception cref="AnswerBudgetException">Even the shortest answer does not fit.</exception>
    public DecodingRun(ITokenModel model, DecodingRequest request, ulong[] anyText, Action<string>? onText)
    {
        _model = model;
        _vocabulary = model.Vocabulary;
        _isGuarded = request.Sampling.RepetitionGuard;
        if (_isGuarded || request.Constraint is not null) _guard = new RepetitionGuard(() => [.. request.Prompt.ToArray().SelectMany(token => _vocabulary.GetBytes(token).ToArray())]);
        _constraint = request.Constraint;
        _chooser = new TokenChooser(request.Sampling, _vocabulary.Count);
        _text = new AnswerText(request.StopStrings, onText);
        _promptTokens = request.Prompt.Length;
        _contextLength = model.ContextLength;
        _maxTokens = Math.Min(request.Sampling.MaxTokens ?? DefaultMaxTokens, model.ContextLength - _promptTokens);
        _anyText = anyText;
        if (_constraint is null) return;
        _forced = new ForcedText(model);
        _closing = new ClosingPlan(_vocabulary);
        if (IsTight && !_closing.TryMake(_constraint, _maxTokens)) throw NoRoom(_closing, _constraint);
    }

    /// <summary>Tokens until now.</summary>
    public TokenUsage Usage => new(_promptTokens, _tokens);

    private int Left => _maxTokens - _tokens;

    private bool IsTight => IsTightWith(Left);

    /// <summary>Decodes to the end.</summary>
    public DecodedAnswer Decode(ITokenSession session, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_constraint is { IsComplete: true }) return End(session, DecodedAnswer.Stop);
            if (_isGuarded && Left > 0 && _guard!.Find() is { } loop)
            {
                if (EndRepetition(session, loop, cancellationToken) is { } cut) return cut;
                continue;
            }

            if (_constraint is not null && Left > 0 && !IsTight && _forced!.TryAccept(_constraint, Left))
            {
                var forced = CollectionsMarshal.AsSpan(_forced.Tokens);
                _forcedTokens += forced.Length;
                if (Write(session, forced, cancellationToken) is { } ended) return ended;
                continue;
            }

            var token = Choose(session);
            if (_vocabulary.EndTokens.Contains(token)) return End(session, DecodedAnswer.Stop);
            if (Left == 0) return End(session, DecodedAnswer.Length, closed: _constraint is { CanEnd: true });
            if (!TryTake(token)) return Close(session, cancellationToken);
            if (Write(session, new ReadOnlySpan<int>(ref token), cancellationToken) is { } end) return end;
        }
    }

    // A token has at least a byte, so as long as the bytes fit the tokens do. The engine's number is a lower bound, hence the slack.
    private bool IsTightWith(int tokens) => _constraint!.MinBytesToEnd + Slack > tokens;

    private int Choose(ITokenSession session)
    {
        var started = Stopwatch.GetTimestamp();
        var mask = _constraint is null ? _anyText : _constraint.Mask;
        _maskTicks += Stopwatch.GetTimestamp() - started;
        var token = _chooser.Choose(session.Logits, mask);
        if (token < 0)
            throw new InvalidOperationException($"The constraint allows no token after {_tokens} tokens although it is not complete. This is a bug of the constraint engine.");
        return token;
    }

    /// <summary>Moves the constraint on by the token, unless the answer could then not be closed any more; a plan to close it is then made.</summary>
    private bool TryTake(int token)
    {
        if (_constraint is null) return true;
        Accept(token);
        if (!IsTightWith(Left - 1) || _closing!.TryMake(_constraint, Left - 1)) return true;
        _constraint.Rollback(1);
        return !_closing.TryMake(_constraint, Left) && Reaccept(token);
    }

    // No plan at all (a vocabulary without the needed bytes): the model writes on and the limit may cut the answer off.
    private bool Reaccept(int token)
    {
        Accept(token);
        return true;
    }

    private void Accept(int token)
    {
        if (!_constraint!.TryAccept(token))
            throw new InvalidOperationException($"The constraint refuses token {token} that its own mask allows. This is a bug of the constraint engine.");
    }

    private DecodedAnswer? Write(ITokenSession session, ReadOnlySpan<int> tokens, CancellationToken cancellationToken)
    {
        foreach (var token in tokens)
        {
            _tokens++;
            var bytes = _vocabulary.GetBytes(token);
            _guard?.Append(bytes);
            if (_text.Append(bytes)) return End(session, DecodedAnswer.Stop);
        }

        // What nothing can follow needs no logits.
        if (_constraint is { IsComplete: true }) return End(session, DecodedAnswer.Stop);
        if (session.Position + tokens.Length >= _contextLength) return End(session, DecodedAnswer.Length, closed: _constraint is { CanEnd: true });
        session.Append(tokens, cancellationToken);
        return null;
    }

    /// <summary>Brings the value in which the model repeats itself to its shortest end, and lets it go on behind it.</summary>
    private DecodedAnswer? EndRepetition(ITokenSession session, RepeatedText loop, CancellationToken cancellationToken)
    {
        _guard!.Reset();
        if (_constraint is null)
        {
            _repetitions.Add(_text.Length);
            return End(session, DecodedAnswer.Length);
        }

        if (!_closing!.TryMake(_constraint, Left))
        {
            _isGuarded = false; // nothing is known that ends it
            return null;
        }

        _repetitions.Add(_text.Length);
        if (_repetitions.Count >= MostRepetitions) return Close(session, cancellationToken, DecodedAnswer.Stop);
        var ending = new ValueEnding(_model).Tokens(_closing.Tokens, bytes => _guard.LengthToEnd(loop, bytes));
        foreach (var token in ending) Accept(token);
        if (_closing.TryMake(_constraint, Left - ending.Count)) return Write(session, CollectionsMarshal.AsSpan(ending), cancellationToken);
        _constraint.Rollback(ending.Count);
        return _closing.TryMake(_constraint, Left) ? Close(session, cancellationToken, DecodedAnswer.Stop) : null;
    }

    /// <summary>Writes a shortest ending: where there are several, the model chooses, so that a date is one that it finds likely.</summary>
    private DecodedAnswer Close(ITokenSession session, CancellationToken cancellationToken, string reason = DecodedAnswer.Length)
    {
        _closedFrom = _text.Length;
        var ending = new GuidedEnding(_vocabulary, _chooser, _closing!, _guard!);
        var waiting = new List<int>();
        foreach (var token in ending.Tokens(_constraint!, () => Left, ReadLogits))
        {
            var bytes = _vocabulary.GetBytes(token);
            waiting.Add(token);
            _tokens++;
            _guard!.Append(bytes);
            _text.Append(bytes);
        }

        return End(session, reason, closed: reason == DecodedAnswer.Length);

        // Tokens without a choice cost no step of the model.
        bool ReadLogits(out ReadOnlySpan<float> logits)
        {
            logits = default;
            if (session.Position + waiting.Count >= _contextLength) return false;
            if (waiting.Count > 0) session.Append(CollectionsMarshal.AsSpan(waiting), cancellationToken);
            waiting.Clear();
            logits = session.Logits;
            return true;
        }
    }

    private DecodedAnswer End(ITokenSession session, string reason, bool closed = false) => new()
    {
        Text = _text.End(),
        FinishReason = reason,
        ClosedByBudget = closed,
        ClosedFrom = closed ? _closedFrom : null,
        Repetitions = _repetitions,
        Usage = Usage,
        CachedPromptTokens = session.CachedPromptTokens,
        ForcedTokens = _forcedTokens,
        MaskTime = Stopwatch.GetElapsedTime(0, _maskTicks),
    };

    private AnswerBudgetException NoRoom(ClosingPlan closing, ITokenConstraint constraint)
    {
        var needed = closing.TryMake(constraint, constraint.MinBytesToEnd) ? closing.Tokens.Count : constraint.MinBytesToEnd;
        return new(needed, _maxTokens, isContextFull: _promptTokens + needed > _contextLength);
    }
}
