using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using StructGen.Constraints.Algebra;

namespace StructGen.Constraints.Automata;

/// <summary>Where one alternative stands in the JSON text, and in whose frame.</summary>
/// <param name="Kind">The place.</param>
/// <param name="Subject">The formula, residual or list of choices it concerns.</param>
/// <param name="A">Automaton state, trie node, or offset into a literal.</param>
/// <param name="B">Start on the tape, or the number of a class of names.</param>
/// <param name="Parents">The set of frames to return to, an interned set of threads.</param>
internal readonly record struct MachineThread(ThreadKind Kind, object? Subject, int A, int B, int Parents)
{
    public bool Equals(MachineThread other)
        => Kind == other.Kind && ReferenceEquals(Subject, other.Subject) && A == other.A && B == other.B && Parents == other.Parents;

    public override int GetHashCode() => HashCode.Combine((int)Kind, Subject is null ? 0 : RuntimeHelpers.GetHashCode(Subject), A, B, Parents);

    public Formula Formula => (Formula)Subject!;

    public ObjectResidual Object => (ObjectResidual)Subject!;

    public ArrayResidual Array => (ArrayResidual)Subject!;

    public MemberChoice[] Choices => (MemberChoice[])Subject!;
}

/// <summary>Places in the JSON text.</summary>
internal enum ThreadKind : byte
{
    /// <summary>After the whole text.</summary>
    End,

    /// <summary>Before a value; A is 1 when a space may come first, in YAML 2 behind a colon and 3 behind its space.</summary>
    Value,

    /// <summary>Inside <c>null</c>, <c>true</c>, <c>false</c> or YAML's <c>{}</c> and <c>[]</c>: B says which, A how far.</summary>
    Literal,

    /// <summary>Inside a string, A is the automaton's state.</summary>
    Text,

    /// <summary>Inside a number, A is the automaton's state.</summary>
    Number,

    /// <summary>After an opening brace.</summary>
    ObjectOpen,

    /// <summary>After a comma between members; A is 1 when a space may come.</summary>
    ObjectNext,

    /// <summary>Inside a known member name, A is the trie node.</summary>
    KnownName,

    /// <summary>Inside another member name, A is the automaton's state, B the class.</summary>
    OtherName,

    /// <summary>After a member name.</summary>
    Colon,

    /// <summary>After a member's value: also the frame that a member's value returns to.</summary>
    AfterMember,

    /// <summary>After an opening bracket, when the array may be closed there.</summary>
    ArrayOpen,

    /// <summary>After an item.</summary>
    AfterItem,

    /// <summary>The frame that an item whose value must be remembered returns to; B is where it starts on the tape.</summary>
    ItemFrame,

    /// <summary>Before a line break and as many spaces as A says, behind which thread B stands.</summary>
    LineBreak,

    /// <summary>Before as many spaces as A says, behind which thread B stands.</summary>
    Spaces,

    /// <summary>Before a closing bracket on its own line; B is the byte.</summary>
    Close,

    /// <summary>YAML: inside a string without quotes, A is the automaton's state.</summary>
    Plain,

    /// <summary>YAML: inside a member name that is not known and has no quotes; as <see cref="OtherName"/>.</summary>
    OtherPlain,

    /// <summary>YAML: before the dash of an item, or with A = 1 behind it.</summary>
    Dash,
}

/// <summary>Interned threads and interned sets of threads.</summary>
internal sealed class Threads
{
    private readonly Dictionary<MachineThread, int> _ids = [];
    private readonly List<MachineThread> _threads = [];
    private readonly List<bool> _recording = [];
    private readonly Dictionary<int[], int> _setIds = new(SetComparer.Instance);
    private readonly Dictionary<int[], int>.AlternateLookup<ReadOnlySpan<int>> _setsBySpan;
    private readonly List<int[]> _sets = [];
    private readonly List<bool> _setRecording = [];
    private readonly List<int> _setDepths = [];

    public Threads()
    {
        _setsBySpan = _setIds.GetAlternateLookup<ReadOnlySpan<int>>();
        SetOf([]);
    }

    public MachineThread this[int id] => _threads[id];

    /// <summary>Whether the thread, or a frame it returns to, needs the tape.</summary>
    public bool IsRecording(int id) => _recording[id];

    /// <summary>How many objects and arrays stand around a value that returns to a set of frames.</summary>
    public int Depth(int frames) => _setDepths[frames];

    public int Intern(in MachineThread thread)
    {
        if (_ids.TryGetValue(thread, out var known)) return known;
        _ids.Add(thread, _threads.Count);
        _threads.Add(thread);
        _recording.Add(thread.Kind is ThreadKind.ItemFrame or ThreadKind.OtherPlain || (thread.Kind == ThreadKind.OtherName && thread.B >= 0) || _setRecording[thread.Parents]);
        return _threads.Count - 1;
    }

    public int[] Set(int id) => _sets[id];

    /// <summary>Whether a thread of the set needs the tape.</summary>
    public bool IsSetRecording(int set) => _setRecording[set];

    /// <summary>The set's number; the list is sorted and made distinct in place.</summary>
    public int SetOf(List<int> threads)
    {
        threads.Sort();
        var distinct = 0;
        for (var i = 0; i < threads.Count; i++)
            if (i == 0 || threads[i] != threads[i - 1]) threads[distinct++] = threads[i];
        threads.RemoveRange(distinct, threads.Count - distinct);
        if (_setsBySpan.TryGetValue(CollectionsMarshal.AsSpan(threads), out var known)) return known;
        int[] set = [.. threads];
        var recording = false;
        foreach (var thread in set) recording |= _recording[thread];
        _setIds.Add(set, _sets.Count);
        _sets.Add(set);
        _setRecording.Add(recording);
        _setDepths.Add(set.Length == 0 || _threads[set[0]].Kind == ThreadKind.End ? 0 : _setDepths[_threads[set[0]].Parents] + 1);
        return _sets.Count - 1;
    }

    /// <summary>Sets by content; asked for without making an array.</summary>
    private sealed class SetComparer : IEqualityComparer<int[]>, IAlternateEqualityComparer<ReadOnlySpan<int>, int[]>
    {
        public static readonly SetComparer Instance = new();

        public bool Equals(int[]? left, int[]? right) => left.AsSpan().SequenceEqual(right);

        public bool Equals(ReadOnlySpan<int> alternate, int[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(int[] set) => GetHashCode(set.AsSpan());

        public int GetHashCode(ReadOnlySpan<int> alternate)
        {
            var hash = alternate.Length;
            foreach (var item in alternate) hash = unchecked((hash * 486187739) + item);
            return hash;
        }

        public int[] Create(ReadOnlySpan<int> alternate) => alternate.ToArray();
    }
}
