namespace StructGen.Constraints;

/// <summary>Follows one answer: says which tokens may come next, and takes the one that was chosen.</summary>
/// <remarks>
/// The loop: <see cref="Mask"/>, sample, <see cref="TryAccept"/>, until <see cref="IsComplete"/>. Not thread-safe; one per answer,
/// any number per <see cref="CompiledConstraint"/>. After warm-up no member allocates but <see cref="Fork"/> and <see cref="FillClosingMask"/>.
/// </remarks>
public sealed class ConstraintMatcher
{
    private readonly CompiledConstraint _constraint;
    private readonly ulong[] _endMask;
    private Exploration _exploration;
    private ulong[]? _words;
    private int _laidOut = -1;
    private (int State, int Length)[] _history;
    private byte[] _text;
    private int _length;
    private int _steps;
    private int _state;
    private bool _isEnded;

    internal ConstraintMatcher(CompiledConstraint constraint)
    {
        _constraint = constraint;
        _endMask = constraint.Vocabulary.EmptyMask;
        _history = new (int, int)[256];
        _text = new byte[1024];
        _exploration = constraint.Live();
        _exploration.Join();
        _state = _exploration.Start;
    }

    private ConstraintMatcher(ConstraintMatcher other)
    {
        _constraint = other._constraint;
        _endMask = other._endMask;
        _exploration = other._exploration;
        _exploration.Join();
        _history = [.. other._history];
        _text = [.. other._text];
        _length = other._length;
        _steps = other._steps;
        _state = other._state;
        _isEnded = other._isEnded;
    }

    /// <summary>The constraint that is followed.</summary>
    public CompiledConstraint Constraint => _constraint;

    /// <summary>Number of accepted steps: tokens, and calls of <see cref="TryAcceptBytes"/>; what <see cref="Rollback"/> counts.</summary>
    public int Steps => _steps;

    /// <summary>The tokens that may come next, 64 a word, <see cref="Vocabulary.MaskLength"/> words.</summary>
    /// <value>
    /// A view, valid until the next call on this matcher; no copy is made where the mask is known. End tokens are set exactly where the
    /// answer may end. Empty after an end token was accepted, and never before.
    /// </value>
    public ReadOnlySpan<ulong> Mask
        => _isEnded ? _endMask : Live().GetMask(_state, _words ??= new ulong[_endMask.Length], ref _laidOut);

    /// <summary>Copies <see cref="Mask"/>.</summary>
    /// <param name="mask">At least <see cref="Vocabulary.MaskLength"/> words; words beyond are cleared.</param>
    /// <returns>Always true: the mask constrains, since control tokens are never allowed.</returns>
    /// <exception cref="ArgumentException">The span is too short.</exception>
    public bool FillMask(Span<ulong> mask)
    {
        var source = Mask;
        if (mask.Length < source.Length) throw new ArgumentException($"A mask of this vocabulary has {source.Length} words.", nameof(mask));
        source.CopyTo(mask);
        mask[source.Length..].Clear();
        return true;
    }

    /// <summary>Whether a token may come next. Cheaper than the mask when only one token is asked about.</summary>
    public bool IsAllowed(int token)
    {
        if (_isEnded || (uint)token >= (uint)_constraint.Vocabulary.Count) return false;
        if (_constraint.Vocabulary.IsText(token)) return Live().Step(_state, _constraint.Vocabulary.GetBytes(token)) != 0;
        return _constraint.Vocabulary.IsEnd(token) && Live().CanEnd(_state);
    }

    /// <summary>Takes a token; an end token completes the answer.</summary>
    /// <returns>False, with nothing changed, when the token is not allowed.</returns>
    public bool TryAccept(int token)
    {
        if (_isEnded || (uint)token >= (uint)_constraint.Vocabulary.Count) return false;
        if (_constraint.Vocabulary.IsText(token)) return TryAcceptBytes(_constraint.Vocabulary.GetBytes(token));
        if (!_constraint.Vocabulary.IsEnd(token) || !Live().CanEnd(_state)) return false;
        Push();
        _isEnded = true;
        return true;
    }

    /// <summary>Takes bytes as one step, however they would be cut into tokens (forced text, a prefix that is given).</summary>
    /// <returns>False, with nothing changed, when the bytes are not allowed.</returns>
    public bool TryAcceptBytes(ReadOnlySpan<byte> bytes)
    {
        if (_isEnded) return false;
        var next = Live().Step(_state, bytes);
        if (next == 0) return false;
        Push();
        if (_length + bytes.Length > _text.Length) Array.Resize(ref _text, Math.Max(_length + bytes.Length, _text.Length * 2));
        bytes.CopyTo(_text.AsSpan(_length));
        _length += bytes.Length;
        _state = next;
        return true;
    }

    /// <summary>Takes back the last steps.</summary>
    /// <param name="steps">How many, at most <see cref="Steps"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or more than were accepted.</exception>
    public void Rollback(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(steps, _steps);
        if (steps == 0) return;
        _steps -= steps;
        (_state, _length) = _history[_steps];
        _isEnded = false;
    }

    /// <summary>A second matcher at the same place; both go on independently.</summary>
    public ConstraintMatcher Fork() => new(this);

    /// <summary>Whether the answer is finished: an end token was accepted, or nothing but the end is possible.</summary>
    public bool IsComplete => _isEnded || Live().IsOnlyEnd(_state);

    /// <summary>Whether the answer may end here.</summary>
    public bool CanEnd => _isEnded || Live().CanEnd(_state);

    /// <summary>Lower bound of the bytes that are still needed; 0 where the answer may end.</summary>
    public int MinBytesToEnd => _isEnded ? 0 : Live().MinBytes(_state);

    /// <summary>The bytes that are the only way on: text that need not be asked of the model.</summary>
    /// <param name="buffer">Receives the bytes; nothing is accepted.</param>
    /// <returns>
    /// Number of bytes written. Stops where there is a choice or where the answer may end; may stop inside a UTF-8 sequence when the buffer is full.
    /// A place with a choice costs a few steps the first time and a look-up afterwards.
    /// </returns>
    public int ForcedBytes(Span<byte> buffer) => _isEnded ? 0 : Live().ForcedBytes(_state, buffer);

    /// <summary>The tokens after which the answer can still be finished within a budget: for a decode loop that runs out of tokens.</summary>
    /// <param name="mask"><see cref="Vocabulary.MaskLength"/> words or more.</param>
    /// <param name="maxBytes">
    /// Bytes left, this token's included. With <see cref="MinBytesToEnd"/> only the shortest ways remain. The closer to it the faster; with much slack
    /// the call walks the whole vocabulary (milliseconds): ask only near the end of the budget.
    /// </param>
    /// <returns>False when nothing fits; the mask then holds the tokens that come nearest, so that a loop always comes to an end.</returns>
    /// <exception cref="ArgumentException">The span is too short.</exception>
    public bool FillClosingMask(Span<ulong> mask, int maxBytes)
    {
        if (mask.Length < _endMask.Length) throw new ArgumentException($"A mask of this vocabulary has {_endMask.Length} words.", nameof(mask));
        mask[_endMask.Length..].Clear();
        if (!_isEnded) return Live().FillClosingMask(_state, mask[.._endMask.Length], maxBytes);
        mask.Clear();
        return true;
    }

    private void Push()
    {
        if (_steps == _history.Length) Array.Resize(ref _history, _steps * 2);
        _history[_steps++] = (_state, _length);
    }

    /// <summary>What is explored of the constraint; when that is spent, the next one, to which the text is read again.</summary>
    private Exploration Live()
    {
        if (!_exploration.IsSpent) return _exploration;
        var next = _constraint.Live();
        if (ReferenceEquals(next, _exploration)) return next;
        next.Join();
        var history = new (int State, int Length)[_history.Length];
        var state = next.Start;
        var read = 0;
        for (var step = 0; step < _steps; step++)
        {
            var length = _history[step].Length;
            state = next.Step(state, _text.AsSpan(read..length));
            history[step] = (state, length);
            read = length;
        }

        _state = next.Step(state, _text.AsSpan(read.._length));
        _history = history;
        _laidOut = -1;
        return _exploration = next;
    }
}
