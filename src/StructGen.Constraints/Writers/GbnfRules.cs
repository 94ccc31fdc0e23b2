using System.Globalization;
using System.Text;

namespace StructGen.Constraints.Writers;

/// <summary>The rules of a GBNF grammar, written when they are first referred to: a rule is asked for by what it stands for and answers with its name.</summary>
/// <remarks>Every rule reads a character before it refers to another, so that nothing is left-recursive, which llama.cpp refuses.</remarks>
internal sealed class GbnfRules(int limit)
{
    private readonly Dictionary<(string Kind, object Subject), string> _names = [];
    private readonly Dictionary<string, int> _counts = [];
    private readonly Queue<(string Name, Func<IEnumerable<string>> Alternatives)> _waiting = new();
    private readonly StringBuilder _text = new();

    /// <summary>Rules that there may be.</summary>
    public int Limit { get; } = limit;

    /// <summary>The refusal of a grammar that is too large.</summary>
    public ConstraintLimitException TooMany()
        => new([new ConstraintError("", "", $"The grammar needs more than {Limit} rules in GBNF; lower maxLength, maxItems and counted repeats, or decode under the constraint's own masks.")]);

    /// <summary>The name of the rule for a subject; its alternatives are asked for later.</summary>
    /// <exception cref="ConstraintLimitException">There are too many rules.</exception>
    public string Rule(string kind, object subject, Func<IEnumerable<string>> alternatives)
    {
        if (_names.TryGetValue((kind, subject), out var known)) return known;
        if (_names.Count >= Limit) throw TooMany();
        var number = _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
        var name = kind == "root" ? kind : string.Create(CultureInfo.InvariantCulture, $"{kind}{number}");
        _names.Add((kind, subject), name);
        _waiting.Enqueue((name, alternatives));
        return name;
    }

    /// <summary>Writes the rules that are still waiting, and those that they ask for.</summary>
    public string Write()
    {
        while (_waiting.TryDequeue(out var rule)) _text.Append(rule.Name).Append(" ::= ").AppendJoin(" | ", rule.Alternatives()).Append('\n');
        return _text.ToString();
    }

    /// <summary>A literal.</summary>
    public static string Literal(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes()) quoted.Append(Escape(rune.Value));
        return quoted.Append('"').ToString();
    }

    /// <summary>A class of characters, given as runs in ascending order.</summary>
    public static string Class(IEnumerable<(int First, int Last)> runs)
    {
        var text = new StringBuilder("[");
        foreach (var (first, last) in runs)
        {
            text.Append(Escape(first));
            if (last > first) text.Append('-').Append(Escape(last));
        }

        return text.Append(']').ToString();
    }

    private static string Escape(int scalar) => scalar switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\\' => "\\\\",
        '"' => "\\\"",
        '[' => "\\[",
        ']' => "\\]",
        '-' or '^' => string.Create(CultureInfo.InvariantCulture, $"\\x{scalar:X2}"),
        >= 0x20 and < 0x7F => ((char)scalar).ToString(),
        < 0x100 => string.Create(CultureInfo.InvariantCulture, $"\\x{scalar:X2}"),
        < 0x10000 => string.Create(CultureInfo.InvariantCulture, $"\\u{scalar:X4}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"\\U{scalar:X8}"),
    };
}
