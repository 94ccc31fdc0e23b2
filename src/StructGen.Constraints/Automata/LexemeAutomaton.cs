namespace StructGen.Constraints.Automata;

/// <summary>A lazily built deterministic automaton over the bytes of one lexeme: the content of a string, a number.</summary>
/// <remarks>
/// States are dense numbers, 0 is dead. The automaton is trimmed: <see cref="Step"/> answers 0 unless an accepting state can
/// still be reached. Reading is lock-free; growing happens under the lock of the compiled constraint that owns the automaton.
/// </remarks>
internal abstract class LexemeAutomaton
{
    /// <summary>The state after one more byte; 0 where nothing that starts so can be accepted.</summary>
    public abstract int Step(int state, byte value);

    /// <summary>Whether the lexeme may end here.</summary>
    public abstract bool Accepts(int state);

    /// <summary>Fewest bytes from here to an accepting state; 0 when it accepts already.</summary>
    public abstract int MinBytes(int state);

    /// <summary>
    /// Structural identity for masks: two states of any two automata (of any two schemas) with equal keys allow the same byte strings of up to
    /// <see cref="MaskHorizon"/> bytes, with the same acceptance along the way. Counters beyond the horizon are clamped where that is exact.
    /// </summary>
    public abstract UInt128 MaskKey(int state);

    /// <summary>
    /// A state without the counters of this one: <c>.{0,20}</c> leads to <c>.*</c> with a slack of 20. Texts of up to so many characters are
    /// allowed and accepted alike from both. The state itself where there is nothing to leave out.
    /// </summary>
    public virtual (int State, int Slack) Relax(int state) => (state, int.MaxValue);

    /// <summary>Length in bytes that <see cref="MaskKey"/> is exact for: no token is longer.</summary>
    public const int MaskHorizon = 256;
}
