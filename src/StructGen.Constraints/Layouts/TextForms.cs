using StructGen.Constraints.Algebra;
using StructGen.Constraints.Automata;
using StructGen.Constraints.Patterns;

namespace StructGen.Constraints.Layouts;

/// <summary>How strings and member names are written: in quotes, and on a surface that knows it, plain.</summary>
internal abstract class TextForms(StringAutomaton quoted)
{
    /// <summary>What stands between quotes.</summary>
    public StringAutomaton Quoted { get; } = quoted;

    /// <summary>What stands without quotes; null where nothing does.</summary>
    public virtual StringAutomaton? Plain => null;

    /// <summary>State behind the opening quote of a string of a language; 0 where none is written so.</summary>
    public abstract int QuotedValue(Pattern texts);

    /// <summary>State before a string of a language that is written plain; 0 where none is.</summary>
    public virtual int PlainValue(Pattern texts) => 0;

    /// <summary>State behind the opening quote of a name that the schema does not mention.</summary>
    public abstract int QuotedName(Pattern names);

    /// <summary>State before a name that the schema does not mention and that is written plain.</summary>
    public virtual int PlainName(Pattern names) => 0;

    /// <summary>Fewest bytes that a name of a language takes, without what <see cref="Layout.Member"/> counts; 0 where none can be written.</summary>
    public virtual long NameBytes(Pattern names) => QuotedName(names) is var state and not 0 ? Quoted.MinBytes(state) : 0;

    /// <summary>A name as the trie of names holds it; null where it cannot be written.</summary>
    public abstract byte[]? Name(string name);
}

/// <summary>JSON: always in quotes, which the trie of names leaves out.</summary>
internal sealed class JsonForms(StringAutomaton quoted) : TextForms(quoted)
{
    public override int QuotedValue(Pattern texts) => Quoted.StateOf(texts);

    public override int QuotedName(Pattern names) => Quoted.StateOf(names);

    public override byte[] Name(string name) => MemberTrie.Write(name);
}
