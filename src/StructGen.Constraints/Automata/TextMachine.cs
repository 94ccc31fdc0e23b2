using StructGen.Constraints.Patterns;
using StructGen.Constraints.Writers;

namespace StructGen.Constraints.Automata;

/// <summary>A language of plain texts: one lexeme and nothing around it.</summary>
internal sealed class TextMachine(PatternArena patterns, StringAutomaton automaton, Pattern language) : IByteMachine
{
    private readonly Dictionary<int, LexemeThread[]> _lexemes = [];

    public int Start { get; } = automaton.StateOf(language);

    public int Explored => Math.Max(patterns.Size, automaton.Count);

    public int Step(int state, byte value) => automaton.Step(state, value);

    public bool CanEnd(int state) => automaton.Accepts(state);

    public int MinBytes(int state) => automaton.MinBytes(state);

    public ReadOnlySpan<LexemeThread> Lexemes(int state)
    {
        if (!_lexemes.TryGetValue(state, out var known)) _lexemes[state] = known = [new LexemeThread(automaton, state, state, LexemeExit.Uniform)];
        return known;
    }

    public int Structure(int state) => 0;

    public int Resume(in LexemeThread thread, int lexemeState, ReadOnlySpan<byte> text) => lexemeState;

    public GbnfGrammar ToGbnf(EnforcementReport report, int limit)
    {
        var rules = new GbnfRules(limit);
        rules.Rule("root", language, () => [new GbnfTexts(rules, patterns).Plain(language)]);
        return new GbnfGrammar(rules.Write(), []);
    }

    public ByteSet ReadableBehind(in LexemeThread thread) => default;
}
