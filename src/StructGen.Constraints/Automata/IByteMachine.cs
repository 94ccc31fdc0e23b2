namespace StructGen.Constraints.Automata;

/// <summary>A language of byte strings as a lazily explored machine with interned states: the only thing that masks know of schemas.</summary>
/// <remarks>
/// States are numbers, 0 is dead. Trimmed: from every other state some bytes lead to an end. A state is a set of <i>threads</i>,
/// alternatives still possible; a byte string is allowed when some thread allows it, so a mask is the union of the threads' masks.
/// Threads that stand inside a lexeme are shown apart (<see cref="Lexemes"/>), because their masks can be shared between schemas.
/// </remarks>
internal interface IByteMachine
{
    /// <summary>The state before the first byte.</summary>
    int Start { get; }

    /// <summary>States explored so far, of the table that has most of those which <see cref="ConstraintLimits.AutomatonStates"/> bounds.</summary>
    int Explored => 0;

    /// <summary>The state after one more byte; 0 where nothing that starts so can be finished.</summary>
    int Step(int state, byte value);

    /// <summary>Whether the text may end here.</summary>
    bool CanEnd(int state);

    /// <summary>Fewest bytes from here to an end (exact or a lower bound that some path attains in the limit; never above the truth).</summary>
    int MinBytes(int state);

    /// <summary>The threads of a state that stand inside a lexeme.</summary>
    ReadOnlySpan<LexemeThread> Lexemes(int state);

    /// <summary>The state of the other threads alone; 0 when there are none, the state itself when there are no lexeme threads.</summary>
    int Structure(int state);

    /// <summary>The state of one lexeme thread alone, with its automaton moved to a state.</summary>
    /// <param name="thread">The thread.</param>
    /// <param name="lexemeState">A state of <see cref="LexemeThread.Automaton"/> reached from <see cref="LexemeThread.State"/>.</param>
    /// <param name="text">The bytes that led there; read only when <see cref="LexemeThread.Exit"/> is <see cref="LexemeExit.ByText"/>.</param>
    int Resume(in LexemeThread thread, int lexemeState, ReadOnlySpan<byte> text);

    /// <summary>Bytes that <see cref="Step"/> may read: all that it does read, perhaps more. Spares the mask hundreds of steps into nowhere.</summary>
    ByteSet Readable(int state) => ByteSet.All;

    /// <summary>Bytes that may follow the lexeme of a thread, wherever it ends: all that can, perhaps more.</summary>
    ByteSet ReadableBehind(in LexemeThread thread) => ByteSet.All;

    /// <summary>Whether a lexeme whose exit is by state may not end after a text all the same: a name that is taken. <see cref="Resume"/> then answers 0.</summary>
    bool Refuses(in LexemeThread thread, ReadOnlySpan<byte> text) => false;

    /// <summary>The language as a grammar.</summary>
    /// <param name="report">What becomes of every keyword under the machine.</param>
    /// <param name="limit">Rules that the grammar may have.</param>
    GbnfGrammar ToGbnf(EnforcementReport report, int limit) => throw new NotSupportedException("This machine has no grammar.");
}

/// <summary>A thread inside a lexeme.</summary>
/// <param name="Automaton">The lexeme's automaton.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Context">The machine's own number for what surrounds the lexeme.</param>
/// <param name="Exit">What the machine does after the lexeme depends on.</param>
internal readonly record struct LexemeThread(LexemeAutomaton Automaton, int State, int Context, LexemeExit Exit);

/// <summary>What the continuation after a lexeme depends on.</summary>
internal enum LexemeExit
{
    /// <summary>Not on the lexeme: any accepting state continues alike.</summary>
    Uniform,

    /// <summary>On the automaton's state at the end (a member's name decides its schema).</summary>
    ByState,

    /// <summary>On the text itself (unique items).</summary>
    ByText,
}
