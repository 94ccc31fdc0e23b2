using System.Text;
using StructGen.Constraints.Automata;

namespace StructGen.TestKit.Constraints;

/// <summary>The language of a few given texts: a trie. State 0 is dead, 1 the start.</summary>
internal sealed class ChoiceMachine : IByteMachine
{
    private readonly List<Dictionary<byte, int>> _next = [[], []];
    private readonly HashSet<int> _ends = [];

    public ChoiceMachine(params string[] texts)
    {
        foreach (var text in texts)
        {
            var state = 1;
            foreach (var value in Encoding.UTF8.GetBytes(text))
            {
                if (!_next[state].TryGetValue(value, out var next))
                {
                    _next[state][value] = next = _next.Count;
                    _next.Add([]);
                }

                state = next;
            }

            _ends.Add(state);
        }
    }

    public int Start => 1;

    public int Step(int state, byte value) => _next[state].GetValueOrDefault(value);

    public bool CanEnd(int state) => _ends.Contains(state);

    public int MinBytes(int state) => CanEnd(state) ? 0 : _next[state].Values.Min(MinBytes) + 1;

    public ReadOnlySpan<LexemeThread> Lexemes(int state) => [];

    public int Structure(int state) => state;

    public int Resume(in LexemeThread thread, int lexemeState, ReadOnlySpan<byte> text) => 0;
}
