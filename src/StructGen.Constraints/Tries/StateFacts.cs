using StructGen.Constraints.Automata;

namespace StructGen.Constraints.Tries;

/// <summary>What is known of machine states besides masks: whether one byte only can follow, or none.</summary>
/// <remarks>
/// Behind <c>{"na</c> with one property <c>name</c> the only byte is <c>m</c>. Bytes are tried likeliest first and the search stops
/// at the second that lives, so a free string costs two steps, and nothing when the state was asked before. Used under the
/// constraint's lock.
/// </remarks>
internal sealed class StateFacts(IByteMachine machine)
{
    private const short Unknown = 0;
    private const short Choice = 1;
    private const short Nothing = 2;
    private const short Forced = 3;

    private static readonly byte[] LikelyFirst = LikelyOrder();

    private short[] _next = new short[64];

    /// <summary>Whether the text may end here and cannot go on.</summary>
    public bool IsOnlyEnd(int state) => machine.CanEnd(state) && Next(state) == Nothing;

    /// <summary>Writes the bytes that are the only continuation; stops where the text may end, where there is a choice, or when the buffer is full.</summary>
    public int ForcedBytes(int state, Span<byte> buffer)
    {
        var count = 0;
        while (count < buffer.Length && !machine.CanEnd(state))
        {
            var next = Next(state);
            if (next < Forced) break;
            buffer[count] = (byte)(next - Forced);
            state = machine.Step(state, buffer[count++]);
        }

        return count;
    }

    private short Next(int state)
    {
        if (state >= _next.Length) Array.Resize(ref _next, Math.Max(state + 1, _next.Length * 2));
        if (_next[state] == Unknown) _next[state] = Search(state);
        return _next[state];
    }

    private short Search(int state)
    {
        var lexemes = machine.Lexemes(state);
        var automaton = lexemes.Length == 1 && machine.Structure(state) == 0 && !lexemes[0].Automaton.Accepts(lexemes[0].State)
            ? lexemes[0].Automaton
            : null;
        var only = Nothing;
        foreach (var value in LikelyFirst)
        {
            var lives = automaton is null ? machine.Step(state, value) != 0 : automaton.Step(lexemes[0].State, value) != 0;
            if (!lives) continue;
            if (only != Nothing) return Choice;
            only = (short)(value + Forced);
        }

        return only;
    }

    private static byte[] LikelyOrder()
    {
        var order = new List<byte>();
        foreach (var value in "ae01 \",:}]nt-{["u8) order.Add(value);
        for (var value = 0; value < 256; value++)
        {
            if (!order.Contains((byte)value)) order.Add((byte)value);
        }

        return [.. order];
    }
}
