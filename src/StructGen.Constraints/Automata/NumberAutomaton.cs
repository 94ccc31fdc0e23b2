using StructGen.Constraints.Numbers;

namespace StructGen.Constraints.Automata;

/// <summary>The number sets of an arena as one automaton over the bytes of a JSON number.</summary>
internal sealed class NumberAutomaton(NumberArena arena) : LexemeAutomaton
{
    private readonly NumberArena _arena = arena;

    /// <summary>The state before the first byte of a number of the set; 0 where there is none.</summary>
    public int StateOf(NumberSet set) => _arena.IsEmpty(set) ? 0 : throw new NotSupportedException();

    /// <inheritdoc/>
    public override int Step(int state, byte value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override bool Accepts(int state) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override int MinBytes(int state) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override UInt128 MaskKey(int state) => throw new NotSupportedException();
}
