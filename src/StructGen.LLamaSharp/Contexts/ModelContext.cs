using System.Runtime.InteropServices;
using LLama;
using LLama.Abstractions;
using LLama.Native;
using StructGen.Generation.Models;

namespace StructGen.LLamaSharp.Contexts;

/// <summary>One native context: its cache of computed tokens, and every call that reads or writes it.</summary>
/// <remarks>
/// One owner at a time; not safe to share between threads. Sequence 0 belongs to the root session and stays in the cache when it ends,
/// for the next prompt that begins alike; the others are forks. All sequences share one unified cache: on a split one a partial copy
/// aborts the process. Run on LLamaSharp 0.30.0 (llama.cpp b10221). Otherwise than in 0.28: an aborted decode of several micro-batches
/// keeps those that were finished, so the position is not simply unchanged and the tail is removed here; a token outside the vocabulary
/// in a batch is <c>InvalidInputBatch</c> and no abort (asking for its bytes or attributes still aborts); <c>SeqMax</c> above 256
/// gives an invalid context. As in 0.28: gaps and repeated positions are <c>InvalidInputBatch</c>, a full cache is <c>NoKvSlot</c>,
/// a sequence beyond <c>SeqMax</c> is not refused on a unified cache, all logits −∞ still give a token.
/// </remarks>
internal sealed class ModelContext : IDisposable
{
    /// <summary>Sequences of one context: the root and its forks.</summary>
    public const int MaxSequences = 8;

    // As many rows as ggml's attention takes in one tile, so that prompts lose little speed.
    private const int RepeatableStride = 64;

    private readonly LLamaContext _context;
    private readonly SafeLLamaContextHandle _handle;
    private readonly AbortSwitch _abort = new();
    private readonly ManualResetEventSlim _turn = new();
    private readonly LLamaBatch _chunk = new();
    private readonly LLamaBatch _single = new();
    private readonly bool[] _isTaken = new bool[MaxSequences];
    private readonly int _chunkSize;
    private readonly int _vocabularySize;
    private int _alignedRoot;
    private bool _isScattered;

    /// <summary>Makes a native context.</summary>
    /// <exception cref="ModelUnavailableException">There is not enough memory for it.</exception>
    public ModelContext(LLamaWeights weights, IContextParams parameters, string modelName)
    {
        _context = weights.CreateContext(parameters);
        _handle = _context.NativeHandle;

        // Creation does not fail, it gives an invalid handle whose first use ends the process.
        if (_handle.IsInvalid)
        {
            _abort.Dispose();
            _turn.Dispose();
            throw new ModelUnavailableException($"Model '{modelName}' is loaded but there is no memory for a context of {parameters.ContextSize} tokens: set Models:ContextLength lower.");
        }

        _abort.ConnectTo(_handle);
        _chunkSize = (int)_handle.BatchSize;
        _vocabularySize = weights.Vocab.Count;
        Stride = Math.Min(RepeatableStride, _chunkSize);
        Capacity = (int)Math.Min(_handle.ContextSize, parameters.ContextSize ?? uint.MaxValue); // llama.cpp rounds up.
    }

    /// <summary>Most tokens of a sequence; a fork shares what it has in common with the others, and the cache holds little more in all.</summary>
    public int Capacity { get; }

    /// <summary>Tokens of a chunk in <see cref="ExtendAligned"/>.</summary>
    public int Stride { get; }

    /// <summary>What sequence 0 holds: the root session's tokens, or those that the last one left.</summary>
    public List<int> RootTokens { get; } = [];

    /// <summary>Whose logits the native memory shows.</summary>
    public LLamaSharpSession? LogitsOwner { get; set; }

    /// <summary>Whether native code failed here, so that the context must not be used again.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The logits of the last decode, in native memory; overwritten by the next decode.</summary>
    public Span<float> NativeLogits => _handle.GetLogitsIth(-1);

    /// <summary>How many tokens of a prompt sequence 0 already holds at its beginning.</summary>
    public int CommonPrefix(ReadOnlySpan<int> prompt) => CollectionsMarshal.AsSpan(RootTokens).CommonPrefixLength(prompt);

    /// <summary>How many tokens of a prompt sequence 0 holds at its beginning exactly as <see cref="ExtendAligned"/> would compute them: whole chunks of it, the prompt's last token not among them.</summary>
    /// <remarks>
    /// Floating-point sums depend on the shape of the batch and on the cells of the cache. Measured with llama.cpp b10221 on a CPU: the logits' bytes are equal
    /// if both are, and differ by up to 1.0 if a prompt is cut elsewhere, if its cells begin elsewhere, or if others' cells lie behind its own.
    /// </remarks>
    public int RepeatablePrefix(ReadOnlySpan<int> prompt)
    {
        if (_isScattered)
        {
            // A fork left gaps; from an empty cache tokens and cells correspond again.
            _handle.MemoryClear();
            RootTokens.Clear();
            _alignedRoot = 0;
            _isScattered = false;
        }

        return WholeChunks(Math.Min(Math.Min(CommonPrefix(prompt), _alignedRoot), prompt.Length - 1));
    }

    /// <summary>Takes sequence 0 for a root session.</summary>
    public int TakeRoot()
    {
        _isTaken[0] = true;
        return 0;
    }

    /// <summary>Takes a free sequence for a fork; −1 where all are taken. Never sequence 0, which keeps the root's tokens.</summary>
    public int TakeFork()
    {
        var sequence = Array.IndexOf(_isTaken, false, 1);
        if (sequence >= 0) _isTaken[sequence] = true;
        return sequence;
    }

    /// <summary>Gives a sequence back. The root's tokens stay in the cache.</summary>
    /// <returns>Whether no sequence is taken any more, so that the context is free.</returns>
    public bool ReleaseSequence(int sequence)
    {
        _isTaken[sequence] = false;
        if (sequence != 0 && !IsBroken) _handle.MemorySequenceRemove((LLamaSeqId)sequence, 0, -1);
        if (Array.IndexOf(_isTaken, true) >= 0) return false;
        _abort.Reset();
        LogitsOwner = null;
        return true;
    }

    /// <summary>Makes a sequence hold the same tokens as another.</summary>
    public void CopySequence(int source, int destination)
    {
        _handle.MemorySequenceRemove((LLamaSeqId)destination, 0, -1);
        _handle.MemorySequenceCopy((LLamaSeqId)source, (LLamaSeqId)destination, 0, -1);
        _isScattered = true;
    }

    /// <summary>Forgets a sequence's tokens from a length on. Where the model cannot forget a part (recurrent ones), forgets all.</summary>
    public void Truncate(int sequence, List<int> held, int length)
    {
        var id = (LLamaSeqId)sequence;
        _handle.MemorySequenceRemove(id, length, -1);

        // The native success flag is hidden; the positions tell.
        var whole = length == 0 || (_handle.MemorySequenceMaxPosition(id).Value == length - 1 && _handle.MemorySequenceMinPosition(id).Value == 0);
        if (!whole)
        {
            _handle.MemorySequenceRemove(id, 0, -1);
            if (_handle.MemorySequenceMaxPosition(id).Value >= 0) _handle.MemoryClear();
            length = 0;
        }

        held.RemoveRange(length, held.Count - length);
        if (sequence == 0) _alignedRoot = Math.Min(_alignedRoot, WholeChunks(length));
    }

    /// <summary>Refuses tokens that cannot follow, before anything is touched.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A token id outside the vocabulary: in native code it would abort the process.</exception>
    /// <exception cref="ContextExceededException">More tokens than the context holds.</exception>
    public void Check(ReadOnlySpan<int> tokens, int position)
    {
        if (position + tokens.Length > Capacity) throw new ContextExceededException(position + tokens.Length, Capacity);
        foreach (var token in tokens)
        {
            if ((uint)token >= (uint)_vocabularySize)
                throw new ArgumentOutOfRangeException(nameof(tokens), token, $"The token id is outside the vocabulary of {_vocabularySize} tokens.");
        }
    }

    /// <summary>Computes tokens after those that a sequence holds, in chunks; the logits after the last one are then in <see cref="NativeLogits"/>.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; the sequence holds the chunks that were finished.</exception>
    /// <exception cref="ContextExceededException">No room; the sequence holds what it held before the chunk that did not fit.</exception>
    public void Extend(int sequence, List<int> held, ReadOnlySpan<int> tokens, CancellationToken cancellationToken)
    {
        _abort.Follow(cancellationToken);
        while (tokens.Length > 0)
        {
            var count = Math.Min(tokens.Length, _chunkSize);
            DecodeChunk(sequence, held, tokens[..count], isLast: count == tokens.Length, cancellationToken);
            tokens = tokens[count..];
        }
    }

    /// <summary>As <see cref="Extend"/>, in chunks that begin and end at multiples of <see cref="Stride"/>, so that each is computed in the same shape whatever was in the cache.</summary>
    public void ExtendAligned(int sequence, List<int> held, ReadOnlySpan<int> tokens, CancellationToken cancellationToken)
    {
        _abort.Follow(cancellationToken);
        while (tokens.Length > 0)
        {
            var at = held.Count;
            var count = Math.Min(tokens.Length, Stride - (at % Stride));
            DecodeChunk(sequence, held, tokens[..count], isLast: count == tokens.Length, cancellationToken);
            if (sequence == 0 && at == _alignedRoot && count == Stride) _alignedRoot = held.Count;
            tokens = tokens[count..];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _context.Dispose();
        _abort.Dispose();
        _turn.Dispose();
    }

    private int WholeChunks(int tokens) => tokens / Stride * Stride;

    private void DecodeChunk(int sequence, List<int> held, ReadOnlySpan<int> tokens, bool isLast, CancellationToken cancellationToken)
    {
        // A batch pins all rows that it has ever grown to, so single tokens have their own.
        var batch = tokens.Length == 1 ? _single : _chunk;
        batch.Clear();
        for (var i = 0; i < tokens.Length; i++)
            batch.Add(tokens[i], held.Count + i, (LLamaSeqId)sequence, isLast && i == tokens.Length - 1);

        DecodeResult result;
        DecodeGate.Shared.Enter(_turn, cancellationToken);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            result = ComputeThread.Shared.Decode(_context, batch);
        }
        finally
        {
            DecodeGate.Shared.Exit();
        }

        if (result == DecodeResult.Ok)
        {
            held.AddRange(tokens);
            return;
        }

        LogitsOwner = null;
        var needed = held.Count + tokens.Length;
        Truncate(sequence, held, held.Count);
        switch (result)
        {
            case DecodeResult.ComputeAborted:
                throw new OperationCanceledException(cancellationToken);
            case DecodeResult.NoKvSlot:
                throw new ContextExceededException(needed, Capacity);
            default:
                IsBroken = true;
                throw new ModelUnavailableException($"The model's native code failed while computing ({result}).");
        }
    }
}
