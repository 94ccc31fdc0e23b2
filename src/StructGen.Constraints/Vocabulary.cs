using StructGen.Constraints.Tries;

namespace StructGen.Constraints;

/// <summary>The tokens of a model as raw bytes: what a constraint's masks are made for.</summary>
/// <remarks>
/// Immutable and safe to share between threads. Token ids are dense, from 0 to <see cref="Count"/> − 1. Control tokens
/// and end-of-generation tokens never match text; end tokens are allowed exactly where the answer may end.
/// Build one per model and keep it: everything that is computed per vocabulary (tries, slices) hangs on the instance.
/// </remarks>
public sealed class Vocabulary
{
    private readonly byte[][] _bytes;
    private readonly bool[] _isText;
    private readonly int[] _endTokens;
    private readonly Lazy<TokenTrie> _trie;
    private readonly Lazy<LexemeMasks> _lexemes;

    /// <summary>Takes the tokens of a model.</summary>
    /// <param name="tokens">The raw bytes of every token, by id; not necessarily valid UTF-8 alone. Not copied.</param>
    /// <param name="endTokens">Ids that end generation (a set: Llama 3 has two).</param>
    /// <param name="controlTokens">Ids that stand for no text (begin, padding, roles).</param>
    /// <exception cref="ArgumentException">No token, or an id out of range.</exception>
    public Vocabulary(IReadOnlyList<byte[]> tokens, IEnumerable<int> endTokens, IEnumerable<int>? controlTokens = null)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        ArgumentNullException.ThrowIfNull(endTokens);
        if (tokens.Count == 0) throw new ArgumentException("A vocabulary needs at least one token.", nameof(tokens));
        _bytes = [.. tokens];
        _isText = new bool[_bytes.Length];
        for (var id = 0; id < _bytes.Length; id++)
        {
            _isText[id] = _bytes[id].Length > 0;
            MaxTokenBytes = Math.Max(MaxTokenBytes, _bytes[id].Length);
        }

        _trie = new Lazy<TokenTrie>(() => new TokenTrie(this));
        _lexemes = new Lazy<LexemeMasks>(() => new LexemeMasks(this));
        _endTokens = [.. endTokens.Distinct().Order()];
        foreach (var id in _endTokens.Concat(controlTokens ?? []))
        {
            if ((uint)id >= (uint)_bytes.Length)
                throw new ArgumentException($"Token id {id} is outside the vocabulary of {_bytes.Length} tokens.", nameof(endTokens));
            _isText[id] = false;
        }
    }

    /// <summary>Number of tokens, control tokens included.</summary>
    public int Count => _bytes.Length;

    /// <summary>Length of a mask in 64-bit words: bit <c>id &amp; 63</c> of word <c>id &gt;&gt; 6</c> stands for token <c>id</c>.</summary>
    public int MaskLength => (_bytes.Length + 63) >> 6;

    /// <summary>Ids that end generation, ascending.</summary>
    public IReadOnlyList<int> EndTokens => _endTokens;

    /// <summary>Length in bytes of the longest token.</summary>
    public int MaxTokenBytes { get; }

    /// <summary>The raw bytes of a token; empty bytes stand for no text.</summary>
    /// <exception cref="IndexOutOfRangeException">The id is outside the vocabulary.</exception>
    public ReadOnlySpan<byte> GetBytes(int token) => _bytes[token];

    /// <summary>Whether the token stands for text (false for control, end and empty tokens).</summary>
    public bool IsText(int token) => _isText[token];

    /// <summary>The tokens as a trie; built when first asked for.</summary>
    internal TokenTrie Trie => _trie.Value;

    /// <summary>What tokens do inside lexemes, shared by all constraints.</summary>
    internal LexemeMasks Lexemes => _lexemes.Value;

    /// <summary>Large masks by content, shared by all constraints.</summary>
    internal MaskPool Masks { get; } = new();

    /// <summary>A mask without tokens; never written.</summary>
    internal ulong[] EmptyMask => field ??= new ulong[MaskLength];

    /// <summary>Whether the token ends generation.</summary>
    internal bool IsEnd(int token) => Ends.Contains(token);

    /// <summary><see cref="EndTokens"/> without an enumerator.</summary>
    internal ReadOnlySpan<int> Ends => _endTokens;
}
