using StructGen.Constraints.Automata;

namespace StructGen.Constraints.Tests.Tries;

/// <summary>What a <see cref="ToyMachine"/> reads: bytes, lexemes, sequences and choices, built by hand.</summary>
internal abstract record ToyGrammar
{
    /// <summary>Fewest bytes.</summary>
    public abstract int MinBytes { get; }

    public static ToyGrammar Text(string text) => new Literal(System.Text.Encoding.UTF8.GetBytes(text), 0);

    public static ToyGrammar Seq(params ToyGrammar[] parts) => new Sequence(parts);

    public static ToyGrammar Any(params ToyGrammar[] parts) => new Choice(parts);

    public static ToyGrammar Quoted(ToyAutomaton content, LexemeExit exit = LexemeExit.Uniform, Func<ToyAutomaton, int, string, ToyGrammar>? then = null)
        => Seq(Text("\""), new Lexeme(content, content.Start, "", exit, then), Text("\""));

    public sealed record Literal(byte[] Bytes, int At) : ToyGrammar
    {
        public override int MinBytes => Bytes.Length - At;
    }

    /// <summary>A lexeme; what follows may depend on its last state or on its text.</summary>
    public sealed record Lexeme(ToyAutomaton Automaton, int State, string Read, LexemeExit Exit, Func<ToyAutomaton, int, string, ToyGrammar>? Then) : ToyGrammar
    {
        public override int MinBytes => Automaton.MinBytes(State);
    }

    public sealed record Sequence(ToyGrammar[] Parts) : ToyGrammar
    {
        public override int MinBytes => Parts.Sum(part => part.MinBytes);
    }

    public sealed record Choice(ToyGrammar[] Parts) : ToyGrammar
    {
        public override int MinBytes => Parts.Min(part => part.MinBytes);
    }

    /// <summary>A rule by name, for recursion; its least length is given.</summary>
    public sealed record Rule(string Name, int Least, Func<ToyGrammar> Body) : ToyGrammar
    {
        public override int MinBytes => Least;
    }
}
