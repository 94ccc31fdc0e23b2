using System.Globalization;
using System.Text;

namespace StructGen.Constraints.Tests.Writers;

/// <summary>Reads GBNF and follows a text through it as llama.cpp does: a set of stacks of what must still come, moved on by one character at a time.</summary>
internal sealed class GbnfInterpreter
{
    private readonly Dictionary<string, int> _rules = [];
    private readonly List<List<List<Element>>> _alternatives = [];
    private readonly Dictionary<(int Rule, int Alternative, int At, int Below), int> _ids = [];
    private readonly List<(int Rule, int Alternative, int At, int Below)> _frames = [default];
    private readonly string _text;
    private int _at;

    public GbnfInterpreter(string text)
    {
        _text = text;
        for (SkipBlank(); _at < _text.Length; SkipBlank())
        {
            var name = ReadName();
            Expect("::=");
            _alternatives[RuleOf(name)] = ReadAlternatives(inGroup: false);
        }

        for (var rule = 0; rule < _alternatives.Count; rule++)
            if (_alternatives[rule].Count == 0) throw new FormatException($"The rule {_rules.First(pair => pair.Value == rule).Key} has no definition.");
        Start = Expand([Frame(RuleOf("root"), 0, -1, 0)]);
    }

    /// <summary>The stacks before the first character; 0 is the finished one.</summary>
    public HashSet<int> Start { get; }

    public int RuleCount => _rules.Count;

    public bool Accepts(string text)
    {
        var stacks = Start;
        foreach (var rune in text.EnumerateRunes()) stacks = Step(stacks, rune.Value);
        return stacks.Contains(0);
    }

    public HashSet<int> Step(HashSet<int> stacks, int scalar)
    {
        var moved = new List<int>();
        foreach (var stack in stacks)
        {
            if (stack == 0) continue;
            var frame = _frames[stack];
            if (_alternatives[frame.Rule][frame.Alternative][frame.At].Contains(scalar)) moved.Add(Next(frame));
        }

        return Expand(moved);
    }

    /// <summary>The characters that some stack can read, one of each class for brevity.</summary>
    public List<int> Readable(HashSet<int> stacks, Random random)
        => [.. stacks.Where(stack => stack != 0).SelectMany(stack => _alternatives[_frames[stack].Rule][_frames[stack].Alternative][_frames[stack].At].Samples(random)).Distinct()];

    private int Next((int Rule, int Alternative, int At, int Below) frame)
        => frame.At + 1 == _alternatives[frame.Rule][frame.Alternative].Count ? frame.Below : Frame(frame.Rule, frame.Alternative, frame.At + 1, frame.Below);

    private int Frame(int rule, int alternative, int at, int below)
    {
        if (_ids.TryGetValue((rule, alternative, at, below), out var known)) return known;
        _frames.Add((rule, alternative, at, below));
        return _ids[(rule, alternative, at, below)] = _frames.Count - 1;
    }

    /// <summary>Replaces rules on top of stacks by their alternatives; At = −1 stands for a rule that is not entered yet.</summary>
    private HashSet<int> Expand(List<int> stacks)
    {
        var done = new HashSet<int>();
        var seen = new HashSet<int>();
        var open = new Stack<int>(stacks);
        while (open.TryPop(out var stack))
        {
            if (!seen.Add(stack)) continue;
            if (stack == 0)
            {
                done.Add(0);
                continue;
            }

            var frame = _frames[stack];
            if (frame.At < 0)
            {
                for (var i = 0; i < _alternatives[frame.Rule].Count; i++)
                    open.Push(_alternatives[frame.Rule][i].Count == 0 ? frame.Below : Frame(frame.Rule, i, 0, frame.Below));
            }
            else if (_alternatives[frame.Rule][frame.Alternative][frame.At].Rule is var rule and >= 0)
            {
                open.Push(Frame(rule, 0, -1, Next(frame)));
            }
            else
            {
                done.Add(stack);
            }
        }

        return done;
    }

    private List<List<Element>> ReadAlternatives(bool inGroup)
    {
        var alternatives = new List<List<Element>> { new() };
        while (true)
        {
            SkipSpaces();
            if (_at == _text.Length || (!inGroup && _text[_at] == '\n')) return alternatives;
            switch (_text[_at])
            {
                case ')' when inGroup: _at++; return alternatives;
                case '|': _at++; alternatives.Add([]); break;
                case '"': ReadLiteral(alternatives[^1]); break;
                case '[': Repeat(alternatives[^1], ReadClass()); break;
                case '(':
                    _at++;
                    var group = NewRule($"({_rules.Count}");
                    _alternatives[group] = ReadAlternatives(inGroup: true);
                    Repeat(alternatives[^1], new Element { Rule = group });
                    break;
                default: Repeat(alternatives[^1], new Element { Rule = RuleOf(ReadName()) }); break;
            }
        }
    }

    private void Repeat(List<Element> sequence, Element element)
    {
        var sign = _at < _text.Length ? _text[_at] : ' ';
        if (sign is not ('?' or '*' or '+'))
        {
            sequence.Add(element);
            return;
        }

        _at++;
        var rule = NewRule($"({_rules.Count}");
        var self = new Element { Rule = rule };
        _alternatives[rule] = sign switch
        {
            '?' => [[element], []],
            '*' => [[element, self], []],
            _ => [[element, self], [element]],
        };
        sequence.Add(self);
    }

    private void ReadLiteral(List<Element> sequence)
    {
        _at++;
        while (_text[_at] != '"')
        {
            var scalar = ReadScalar();
            sequence.Add(new Element { Runs = { (scalar, scalar) } });
        }

        _at++;
    }

    private Element ReadClass()
    {
        var element = new Element();
        _at++;
        if (_text[_at] == '^')
        {
            element.IsNegated = true;
            _at++;
        }

        while (_text[_at] != ']')
        {
            var first = ReadScalar();
            var last = first;
            if (_text[_at] == '-' && _text[_at + 1] != ']')
            {
                _at++;
                last = ReadScalar();
            }

            element.Runs.Add((first, last));
        }

        _at++;
        return element;
    }

    private int ReadScalar()
    {
        if (_text[_at] != '\\')
        {
            var rune = Rune.GetRuneAt(_text, _at);
            _at += rune.Utf16SequenceLength;
            return rune.Value;
        }

        var letter = _text[_at + 1];
        _at += 2;
        var digits = letter switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (digits == 0)
        {
            return letter switch
            {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                '\\' or '"' or '[' or ']' => letter,
                _ => throw new FormatException($"llama.cpp knows no escape \\{letter}."),
            };
        }

        _at += digits;
        return int.Parse(_text.AsSpan(_at - digits, digits), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    private string ReadName()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] == '-')) _at++;
        if (start == _at) throw new FormatException($"A rule's name is missing before {_text[start..Math.Min(_text.Length, start + 20)]}.");
        return _text[start.._at];
    }

    private int RuleOf(string name) => _rules.TryGetValue(name, out var rule) ? rule : NewRule(name);

    private int NewRule(string name)
    {
        _alternatives.Add([]);
        return _rules[name] = _alternatives.Count - 1;
    }

    private void Expect(string sign)
    {
        SkipSpaces();
        if (!_text.AsSpan(_at).StartsWith(sign)) throw new FormatException($"{sign} is missing.");
        _at += sign.Length;
    }

    private void SkipSpaces()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\t') _at++;
    }

    private void SkipBlank()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at])) _at++;
    }

    private sealed class Element
    {
        public int Rule { get; init; } = -1;

        public List<(int First, int Last)> Runs { get; } = [];

        public bool IsNegated { get; set; }

        public bool Contains(int scalar) => Runs.Exists(run => run.First <= scalar && scalar <= run.Last) != IsNegated;

        public IEnumerable<int> Samples(Random random) => Runs.Select(run => random.Next(run.First, run.Last + 1));
    }
}
