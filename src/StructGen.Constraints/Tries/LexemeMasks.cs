using System.Collections.Concurrent;
using StructGen.Constraints.Automata;

namespace StructGen.Constraints.Tries;

/// <summary>A vocabulary's memory of lexemes: what all tokens do from a state, computed once for all schemas.</summary>
/// <remarks>
/// The state "in a string, any content" of ten thousand schemas has one <see cref="LexemeAutomaton.MaskKey"/> and so one entry.
/// Thread-safe; two threads that miss at once both compute. Bounded: entries live in two generations, found ones move to
/// the young one, and when that has grown to half the limit the old one is forgotten.
/// </remarks>
internal sealed class LexemeMasks(Vocabulary vocabulary, long limitBytes = LexemeMasks.DefaultLimitBytes)
{
    /// <summary>Bytes of entries kept. Some 5,000 entries of a vocabulary of 128,000 tokens, several times what thousands of schemas use.</summary>
    public const long DefaultLimitBytes = 96L << 20;

    private volatile ConcurrentDictionary<Key, LexemeEntry> _young = new();
    private volatile ConcurrentDictionary<Key, LexemeEntry> _old = new();
    private long _youngBytes;
    private LexemeScan? _idleScan;

    /// <summary>Number of entries held.</summary>
    public int Count => _young.Count + _old.Count;

    /// <summary>The entry of a lexeme's state.</summary>
    /// <remarks>The caller holds the lock of the constraint that owns the automaton.</remarks>
    /// <param name="automaton">The lexeme's automaton.</param>
    /// <param name="state">A state that is not dead.</param>
    /// <param name="node">The node of the trie where the lexeme is entered; 0 for the whole vocabulary.</param>
    /// <param name="behind">Bytes that may follow the lexeme: tokens that leave it on another are not recorded.</param>
    public LexemeEntry Get(LexemeAutomaton automaton, int state, int node, in ByteSet behind)
    {
        var key = new Key(automaton.MaskKey(state), node, behind.Fingerprint);
        if (_young.TryGetValue(key, out var entry)) return entry;
        if (!_old.TryGetValue(key, out entry)) entry = Compute(automaton, state, node, behind);
        Keep(key, entry);
        return entry;
    }

    private LexemeEntry Compute(LexemeAutomaton automaton, int state, int node, in ByteSet behind)
    {
        if (DeepStack.IsShort) return DeepStack.Continue(static at => at.Self.Compute(at.Automaton, at.State, at.Node, at.Behind), (Self: this, Automaton: automaton, State: state, Node: node, Behind: behind));
        var baseState = node == 0 ? BaseOf(automaton, state) : 0;
        var baseEntry = baseState == 0 ? null : Get(automaton, baseState, 0, behind);
        var scan = Interlocked.Exchange(ref _idleScan, null) ?? new LexemeScan(vocabulary);
        var entry = baseEntry is null ? scan.Walk(automaton, state, node, behind) : scan.Difference(automaton, state, baseState, baseEntry, behind);
        _idleScan = scan;
        return entry;
    }

    private static int BaseOf(LexemeAutomaton automaton, int state)
    {
        var relaxed = automaton.Relax(state).State;
        return relaxed != state ? relaxed : LexemeScan.FindBase(automaton, state);
    }

    private void Keep(Key key, LexemeEntry entry)
    {
        if (!_young.TryAdd(key, entry) || Interlocked.Add(ref _youngBytes, entry.Bytes) <= limitBytes / 2) return;
        Interlocked.Exchange(ref _youngBytes, 0);
        _old = _young;
        _young = new();
    }

    private readonly record struct Key(UInt128 Mask, int Node, ulong Behind);
}
