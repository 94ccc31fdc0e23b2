using System.Globalization;
using System.Text;

namespace StructGen.Constraints.Patterns.Ecma;

/// <summary>Reads ECMA-262 regular expressions as <c>new RegExp(pattern, "u")</c> would, and where that refuses, as <c>new RegExp(pattern)</c> would (Annex B).</summary>
/// <remarks>So <c>\-</c>, a lone <c>]</c> or <c>{</c> and octal escapes are taken, while <c>\u{1F600}</c> and <c>\p{L}</c> have their Unicode meaning.</remarks>
internal sealed partial class EcmaParser
{
    /// <summary>Groups may nest so deep; the parser recurses.</summary>
    private const int DepthLimit = 200;

    private readonly string _text;
    private readonly int _nodeLimit;
    private readonly int _groups;
    private readonly bool _hasNames;
    private int _at;
    private int _depth;
    private int _nodes;

    private EcmaParser(string text, int nodeLimit)
    {
        _text = text;
        _nodeLimit = nodeLimit;
        (_groups, _hasNames) = CountGroups(text);
    }

    /// <summary>Parses a whole pattern.</summary>
    /// <exception cref="PatternException">It is no regular expression, or has a back-reference.</exception>
    public static EcmaNode Parse(string text, int nodeLimit)
    {
        var parser = new EcmaParser(text, nodeLimit);
        var node = parser.Disjunction();
        if (parser._at < text.Length) throw parser.Syntax(parser._at, "')' closes no group; escape it as '\\)'");
        return node;
    }

    private EcmaNode Disjunction()
    {
        if (++_depth > DepthLimit) throw new PatternException(_text, _at, $"groups nest more than {DepthLimit} deep; flatten the pattern", false);
        var alternatives = new List<EcmaNode>();
        do alternatives.Add(Alternative());
        while (TryTake('|'));
        _depth--;
        return EcmaNode.Alternation(alternatives);
    }

    private EcmaNode Alternative()
    {
        var parts = new List<EcmaNode>();
        while (_at < _text.Length && _text[_at] is not ('|' or ')')) parts.Add(Term());
        return EcmaNode.Sequence(parts);
    }

    private EcmaNode Term()
    {
        if (++_nodes > _nodeLimit) throw new PatternException(_text, _at, $"the pattern has more than {_nodeLimit} parts; shorten it or raise PatternNodes", false);
        var start = _at;
        var (atom, quantifiable) = Atom();
        if (!TryQuantifier(out var min, out var max)) return atom;
        if (!quantifiable) throw Syntax(start, "an assertion cannot be repeated; remove the quantifier");
        return EcmaNode.Loop(atom, min, max);
    }

    private (EcmaNode Node, bool Quantifiable) Atom()
    {
        var start = _at;
        switch (_text[_at])
        {
            case '^':
                _at++;
                return (EcmaNode.Assertion(EcmaAssertionKind.Start), false);
            case '$':
                _at++;
                return (EcmaNode.Assertion(EcmaAssertionKind.End), false);
            case '.':
                _at++;
                return (EcmaNode.Chars(EcmaSets.Dot), true);
            case '[':
                return (EcmaNode.Chars(Class()), true);
            case '(':
                return Group();
            case '\\':
                return AtomEscape();
            case '*' or '+' or '?':
                throw Syntax(start, $"'{_text[start]}' repeats nothing; escape it as '\\{_text[start]}'");
            case '{' when TryQuantifier(out _, out _):
                throw Syntax(start, "a quantifier repeats nothing; escape '{' as '\\{'");
            default:
                return (EcmaNode.Chars(SetOf(Scalar())), true);
        }
    }

    private (EcmaNode Node, bool Quantifiable) Group()
    {
        var start = _at++;
        if (!TryTake('?')) return (Close(start), true);
        if (TryTake(':')) return (Close(start), true);
        if (TryTake('=')) return (EcmaNode.Look(Close(start), behind: false, negative: false), true);
        if (TryTake('!')) return (EcmaNode.Look(Close(start), behind: false, negative: true), true);
        if (TryTake('<'))
        {
            if (TryTake('=')) return (EcmaNode.Look(Close(start), behind: true, negative: false), false);
            if (TryTake('!')) return (EcmaNode.Look(Close(start), behind: true, negative: true), false);
            var end = _text.IndexOf('>', _at);
            if (end <= _at) throw Syntax(start, "a group's name must be written (?<name>…)");
            _at = end + 1;
            return (Close(start), true);
        }

        throw Syntax(start, "'(?' must go on with ':', '=', '!', '<name>', '<=' or '<!'");
    }

    private EcmaNode Close(int start)
    {
        var node = Disjunction();
        return TryTake(')') ? node : throw Syntax(start, "the group is not closed; add ')' or escape '(' as '\\('");
    }

    private bool TryQuantifier(out long min, out long max)
    {
        (min, max) = (1, 1);
        if (_at == _text.Length) return false;
        var start = _at;
        switch (_text[_at])
        {
            case '*':
                (min, max) = (0, Pattern.Unbounded);
                break;
            case '+':
                (min, max) = (1, Pattern.Unbounded);
                break;
            case '?':
                (min, max) = (0, 1);
                break;
            case '{':
                _at++;
                if (TryNumber(out min))
                {
                    max = min;
                    if (TryTake(',') && !TryNumber(out max)) max = Pattern.Unbounded;
                    if (_at < _text.Length && _text[_at] == '}') break;
                }

                _at = start;
                return false;
            default:
                return false;
        }

        _at++;
        TryTake('?');
        if (min > max) throw Syntax(start, $"the quantifier's bounds are out of order: {min} is more than {max}");
        return true;
    }

    private bool TryNumber(out long number)
    {
        var start = _at;
        number = 0;
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at])) number = Math.Min(1_000_000_000_000_000, (number * 10) + _text[_at++] - '0');
        return _at > start;
    }

    private int Scalar()
    {
        if (Rune.TryGetRuneAt(_text, _at, out var rune))
        {
            _at += rune.Utf16SequenceLength;
            return rune.Value;
        }

        return _text[_at++];
    }

    /// <summary>Half a surrogate pair is in no text, so its set is empty.</summary>
    private static CharSet SetOf(int scalar) => CharSet.Of(scalar);

    private bool TryTake(char expected)
    {
        if (_at == _text.Length || _text[_at] != expected) return false;
        _at++;
        return true;
    }

    /// <summary>The error; where the words there are another dialect's, in the sign's words, which know the remedy.</summary>
    private PatternException Syntax(int position, string reason)
    {
        foreach (var sign in DialectSigns.Find(_text))
            if (position >= sign.Position && position < sign.Position + sign.Length) return new PatternException(_text, position, sign.Message, isSyntaxError: true);
        return new PatternException(_text, position, reason, isSyntaxError: true);
    }

    private static (int Count, bool HasNames) CountGroups(string text)
    {
        var count = 0;
        var hasNames = false;
        var inClass = false;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\':
                    i++;
                    break;
                case '[':
                    inClass = true;
                    break;
                case ']':
                    inClass = false;
                    break;
                case '(' when !inClass:
                    var named = i + 3 < text.Length && text[i + 1] == '?' && text[i + 2] == '<' && text[i + 3] is not ('=' or '!');
                    if (named || i + 1 == text.Length || text[i + 1] != '?') count++;
                    hasNames |= named;
                    break;
            }
        }

        return (count, hasNames);
    }

    private static bool TryHex(ReadOnlySpan<char> digits, out int value) =>
        int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
}
