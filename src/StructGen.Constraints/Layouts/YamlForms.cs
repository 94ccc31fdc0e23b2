using System.Text;
using StructGen.Constraints.Algebra;
using StructGen.Constraints.Automata;
using StructGen.Constraints.Patterns;

namespace StructGen.Constraints.Layouts;

/// <summary>YAML: plain where every reader, of YAML 1.1 too, reads the same string back; in double quotes with JSON's escapes otherwise.</summary>
/// <remarks>
/// Plain is a small regular language: a letter, <c>_</c>, <c>/</c>, <c>(</c> or <c>$</c> first, then printable characters; spaces only between others, no
/// colon before a space, no <c>#</c> after one, none of the words that some reader takes for null or a boolean, and nothing of JSON's own (quotes,
/// brackets, backslashes), which a model that has seen more JSON than YAML would go on with. A name has no colon, no <c>#</c> and no <c>*</c> at all (after
/// a space YamlDotNet takes it for an alias) and is short enough to be a key on one line (1,024 characters, YAML 1.2.2 section 7.4.2).
/// A string of a few (an enum) is written in one way, plain where it may be. Of many, those that may be plain may be quoted as well: a quote once
/// opened must be closable after any text. Characters that readers of YAML 1.1 take for line breaks, and those that are not printable by YAML 1.2.2 section
/// 5.1, are not written at all.
/// </remarks>
internal sealed class YamlForms : TextForms
{
    private const string First = @"[\p{L}_/($]";
    private const string Inner = @"[^\p{Z}\p{C}:#""\\{}\[\]]";
    private const string InName = @"[^\p{Z}\p{C}:#""\\{}\[\]*]";

    /// <summary>Languages with fewer strings are written in one way only.</summary>
    private const int FewTexts = 1024;

    /// <summary>Characters of a plain name, and of a quoted one, each of which may take six when escaped.</summary>
    private const int PlainNameLength = 1000;
    private const int QuotedNameLength = 160;

    private readonly PatternArena _patterns;
    private readonly Pattern _plain;
    private readonly Pattern _plainName;
    private readonly Pattern _quoted;
    private readonly Pattern _quotedName;

    public YamlForms(PatternArena patterns, ConstraintLimits limits, StringAutomaton quoted)
        : base(quoted)
    {
        _patterns = patterns;
        Plain = new StringAutomaton(patterns, limits, escaped: false);
        var words = patterns.Not(patterns.Search("^(?:[nN][uU][lL][lL]|[tT][rR][uU][eE]|[fF][aA][lL][sS][eE]|[yY](?:[eE][sS])?|[nN][oO]?|[oO][nN]|[oO][fF][fF])$"));
        _plain = patterns.And(patterns.Search($"^{First}(?:{Inner}|#|:+{Inner}| +{Inner})*$"), words);
        _plainName = patterns.And([patterns.Search($"^{First}(?:{InName}| +{InName})*$"), words, patterns.Length(1, PlainNameLength)]);
        _quoted = patterns.Search("^[^\\x7F-\\x9F\\u2028\\u2029\\uFEFF\\uFFFE\\uFFFF]*$");
        _quotedName = patterns.And(_quoted, patterns.Length(0, QuotedNameLength));
    }

    public override StringAutomaton Plain { get; }

    public override int QuotedValue(Pattern texts)
        => Quoted.StateOf(_patterns.And(_quoted, _patterns.Count(texts, FewTexts) < FewTexts ? _patterns.And(texts, _patterns.Not(_plain)) : texts));

    public override int PlainValue(Pattern texts) => Plain.StateOf(_patterns.And(texts, _plain));

    public override int QuotedName(Pattern names) => Quoted.StateOf(_patterns.And(names, _quotedName));

    public override int PlainName(Pattern names) => Plain.StateOf(_patterns.And(names, _plainName));

    public override long NameBytes(Pattern names)
    {
        var quoted = base.NameBytes(names) is var bytes and > 0 ? bytes + 2 : long.MaxValue;
        var plain = PlainName(names) is var state and not 0 ? Plain.MinBytes(state) : long.MaxValue;
        return Math.Min(quoted, plain) is var least and < long.MaxValue ? least : 0;
    }

    public override byte[]? Name(string name)
    {
        var content = MemberTrie.Write(name);
        if (Matches(_plainName, name)) return Encoding.UTF8.GetBytes(name);
        return Matches(_quotedName, name) ? [(byte)'"', .. content, (byte)'"'] : null;
    }

    private bool Matches(Pattern pattern, string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            pattern = _patterns.Derive(pattern).After(rune.Value);
            if (_patterns.IsEmpty(pattern)) return false;
        }

        return pattern.IsNullable;
    }
}
