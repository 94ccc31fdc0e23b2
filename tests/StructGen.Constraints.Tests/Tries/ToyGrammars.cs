using System.Text;
using StructGen.Constraints.Automata;

namespace StructGen.Constraints.Tests.Tries;

/// <summary>Grammars like those that schemas become.</summary>
internal static class ToyGrammars
{
    /// <summary>Arrays of strings, numbers, literals and arrays, with an optional space behind commas.</summary>
    public static ToyGrammar Arrays()
    {
        var text = ToyAutomaton.Text();
        var number = ToyAutomaton.Number();
        ToyGrammar.Rule array = null!;
        var value = ToyGrammar.Any(ToyGrammar.Quoted(text), new ToyGrammar.Lexeme(number, number.Start, "", LexemeExit.Uniform, null), ToyGrammar.Text("true"), ToyGrammar.Text("null"), new ToyGrammar.Rule("array", 2, () => array.Body()));
        ToyGrammar.Rule more = null!;
        more = new ToyGrammar.Rule("more", 1, () => ToyGrammar.Any(ToyGrammar.Text("]"), ToyGrammar.Seq(ToyGrammar.Any(ToyGrammar.Text(", "), ToyGrammar.Text(",")), value, more)));
        array = new ToyGrammar.Rule("array", 2, () => ToyGrammar.Seq(ToyGrammar.Text("["), ToyGrammar.Any(ToyGrammar.Text("]"), ToyGrammar.Seq(value, more))));
        return ToyGrammar.Seq(array, ToyGrammar.Text(""));
    }

    /// <summary>Objects: the member <c>id</c> is a number, <c>name</c> and <c>nick</c> are short texts, others are any text.</summary>
    public static ToyGrammar Objects(bool others = true)
    {
        var names = ToyAutomaton.Names(others, "id", "name", "nick");
        var text = ToyAutomaton.Text();
        var brief = ToyAutomaton.Text(5);
        var number = ToyAutomaton.Number();
        var colon = ToyGrammar.Any(ToyGrammar.Text(": "), ToyGrammar.Text(":"));
        ToyGrammar numberValue = ToyGrammar.Seq(colon, new ToyGrammar.Lexeme(number, number.Start, "", LexemeExit.Uniform, null));
        ToyGrammar briefValue = ToyGrammar.Seq(colon, ToyGrammar.Quoted(brief));
        ToyGrammar anyValue = ToyGrammar.Seq(colon, ToyGrammar.Quoted(text));
        var id = Run(names, "id");
        var name = Run(names, "name");
        var nick = Run(names, "nick");
        ToyGrammar Then(ToyAutomaton automaton, int state, string read) => state == id ? numberValue : state == name || state == nick ? briefValue : anyValue;
        Func<ToyAutomaton, int, string, ToyGrammar> then = Then;
        // The last part is a place holder that the name's end replaces.
        var member = ToyGrammar.Quoted(names, LexemeExit.ByState, then);
        ToyGrammar.Rule more = null!;
        more = new ToyGrammar.Rule("more", 1, () => ToyGrammar.Any(ToyGrammar.Text("}"), ToyGrammar.Seq(ToyGrammar.Any(ToyGrammar.Text(", "), ToyGrammar.Text(",")), member, more)));
        return ToyGrammar.Seq(ToyGrammar.Text("{"), ToyGrammar.Any(ToyGrammar.Text("}"), ToyGrammar.Seq(member, more)), ToyGrammar.Text(""));
    }

    /// <summary>Two different short texts, told apart by their text.</summary>
    public static ToyGrammar Unique()
    {
        var text = ToyAutomaton.Text(3);
        var others = new Dictionary<string, ToyGrammar>();
        ToyGrammar Then(ToyAutomaton automaton, int state, string read)
        {
            if (others.TryGetValue(read, out var known)) return known;
            // Not the same text again: here simply a text that begins with another letter.
            var first = read.Length == 0 ? 'x' : read[0];
            var other = new ToyAutomaton("other:" + first, (at, value) => at.StartsWith("other:", StringComparison.Ordinal) ? value != first && char.IsAsciiLetter((char)value) ? "letters" : null : char.IsAsciiLetter((char)value) ? "letters" : null, at => at.StartsWith("other:", StringComparison.Ordinal) ? 1 : 0);
            return others[read] = ToyGrammar.Seq(ToyGrammar.Text(","), ToyGrammar.Quoted(other), ToyGrammar.Text("]"));
        }

        return ToyGrammar.Seq(ToyGrammar.Text("["), ToyGrammar.Quoted(text, LexemeExit.ByText, Then), ToyGrammar.Text(""));
    }

    /// <summary>Two readings at once: a text that begins in lower case before a number, or any text alone.</summary>
    public static ToyGrammar Ambiguous()
    {
        var lower = ToyAutomaton.Lower();
        var text = ToyAutomaton.Text(4);
        var number = ToyAutomaton.Number();
        return ToyGrammar.Any(
            ToyGrammar.Seq(ToyGrammar.Quoted(lower), ToyGrammar.Text(","), new ToyGrammar.Lexeme(number, number.Start, "", LexemeExit.Uniform, null), ToyGrammar.Text("")),
            ToyGrammar.Seq(ToyGrammar.Quoted(text), ToyGrammar.Text("")));
    }

    private static int Run(ToyAutomaton automaton, string text)
    {
        var state = automaton.Start;
        foreach (var value in Encoding.UTF8.GetBytes(text)) state = automaton.Step(state, value);
        return state;
    }
}
