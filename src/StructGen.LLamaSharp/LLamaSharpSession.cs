using StructGen.Generation.Models;
using StructGen.LLamaSharp.Contexts;

namespace StructGen.LLamaSharp;

/// <summary>One sequence in a native context: the root, or a fork of it.</summary>
/// <remarks>
/// The context shows the logits of its last decode only. Before another sequence of the same context decodes, the logits of
/// the one that owned them are copied aside, so a session's logits stay its own; without forks nothing is copied.
/// </remarks>
internal sealed class LLamaSharpSession : ITokenSession
{
    private readonly ModelContext _context;
    private readonly ContextPool _pool;
    private readonly int _sequence;
    private readonly List<int> _tokens;
    private float[]? _aside;
    private bool _isAside;
    private bool _isDisposed;

    private LLamaSharpSession(ModelContext context, ContextPool pool, int sequence, List<int> tokens)
        => (_context, _pool, _sequence, _tokens) = (context, pool, sequence, tokens);

    /// <inheritdoc/>
    public int Position => _tokens.Count;

    /// <inheritdoc/>
    public int CachedPromptTokens { get; private init; }

    /// <inheritdoc/>
    public Span<float> Logits
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (ReferenceEquals(_context.LogitsOwner, this)) return _context.NativeLogits;
            return _isAside ? _aside : throw new InvalidOperationException("The session was cancelled; it has no logits.");
        }
    }

    /// <summary>Opens the root session of a context that was just rented; the context goes back to the pool when it and its forks are disposed.</summary>
    /// <param name="context">The context.</param>
    /// <param name="pool">Where it goes back to.</param>
    /// <param name="prompt">The prompt.</param>
    /// <param name="isRepeatable">Whether the logits may depend on the prompt and on what is appended alone, and not on what the cache held.</param>
    /// <param name="cancellationToken">Ends the reading of the prompt.</param>
    public static LLamaSharpSession Open(ModelContext context, ContextPool pool, ReadOnlySpan<int> prompt, bool isRepeatable, CancellationToken cancellationToken)
    {
        var sequence = context.TakeRoot();
        try
        {
            // The logits are not part of the cache: if all of the prompt is there, its last token is computed again.
            var kept = isRepeatable ? context.RepeatablePrefix(prompt) : Math.Min(context.CommonPrefix(prompt), prompt.Length - 1);
            context.Truncate(sequence, context.RootTokens, kept);
            var session = new LLamaSharpSession(context, pool, sequence, context.RootTokens) { CachedPromptTokens = context.RootTokens.Count };
            session.Extend(prompt[session.Position..], cancellationToken, isRepeatable);
            return session;
        }
        catch
        {
            if (context.ReleaseSequence(sequence)) pool.Return(context);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Append(ReadOnlySpan<int> tokens, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (!tokens.IsEmpty) Extend(tokens, cancellationToken);
    }

    /// <inheritdoc/>
    public void Rewind(int position, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        ArgumentOutOfRangeException.ThrowIfLessThan(position, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, Position);
        int[] kept = [.. _tokens[..position]];
        _context.Truncate(_sequence, _tokens, position - 1);
        Extend(kept.AsSpan(_tokens.Count), cancellationToken);
    }

    /// <inheritdoc/>
    public ITokenSession? Fork()
    {
        var logits = Logits;
        var sequence = _context.TakeFork();
        if (sequence < 0) return null;
        List<int> tokens = [.. _tokens];
        _context.CopySequence(_sequence, sequence);
        return new LLamaSharpSession(_context, _pool, sequence, tokens) { CachedPromptTokens = CachedPromptTokens, _aside = logits.ToArray(), _isAside = true };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        if (_context.ReleaseSequence(_sequence)) _pool.Return(_context);
    }

    private void Extend(ReadOnlySpan<int> tokens, CancellationToken cancellationToken, bool isAligned = false)
    {
        _context.Check(tokens, Position);
        var owner = _context.LogitsOwner;
        if (owner is not null && !ReferenceEquals(owner, this)) owner.PutAside();
        _context.LogitsOwner = null;
        _isAside = false;
        if (isAligned) _context.ExtendAligned(_sequence, _tokens, tokens, cancellationToken);
        else _context.Extend(_sequence, _tokens, tokens, cancellationToken);
        _context.LogitsOwner = this;
    }

    private void PutAside()
    {
        if (_isDisposed) return;
        var logits = _context.NativeLogits;
        _aside ??= new float[logits.Length];
        logits.CopyTo(_aside);
        _isAside = true;
    }
}
