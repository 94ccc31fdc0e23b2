using System.Security.Cryptography;
using System.Text;
using StructGen.Constraints.Automata;

namespace StructGen.Constraints.Tests.Tries;

/// <summary>A lexeme automaton whose states are described by strings: the function says what a byte does, the description is the key.</summary>
internal sealed class ToyAutomaton : LexemeAutomaton
{
    private readonly Func<string, byte, string?> _step;
    private readonly Func<string, int> _minBytes;
    private readonly Dictionary<string, int> _ids = [];
    private readonly List<string> _names = [""];
    private readonly List<int?[]> _rows = [new int?[256]];

    public ToyAutomaton(string start, Func<string, byte, string?> step, Func<string, int> minBytes)
    {
        _step = step;
        _minBytes = minBytes;
        Start = Intern(start);
    }

    public int Start { get; }

    public string? StepByName(string name, byte value) => _step(name, value);

    public int RestByName(string name) => _minBytes(name);

    public override int Step(int state, byte value) => state == 0 ? 0 : _rows[state][value] ??= Intern(_step(_names[state], value));

    public override bool Accepts(int state) => state != 0 && _minBytes(_names[state]) == 0;

    public override int MinBytes(int state) => _minBytes(_names[state]);

    public override UInt128 MaskKey(int state)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(_names[state]));
        return new UInt128(BitConverter.ToUInt64(hash, 0), BitConverter.ToUInt64(hash, 8));
    }

    /// <summary>The content of a JSON string of any length, or of at most so many characters.</summary>
    public static ToyAutomaton Text(int maxLength = -1)
        => new(maxLength < 0 ? "text" : $"text/{maxLength}", TextStep, state => TextRest(state));

    /// <summary>A member's name: the declared names, and any other text; the end of each declared name is a state of its own.</summary>
    public static ToyAutomaton Names(bool others, params string[] declared)
    {
        var prefix = $"names[{string.Join(',', declared)}|{others}]:";
        return new ToyAutomaton(prefix, Step, state => state.StartsWith(prefix, StringComparison.Ordinal) ? Rest(state[prefix.Length..]) : TextRest(state));

        string? Step(string state, byte value)
        {
            if (!state.StartsWith(prefix, StringComparison.Ordinal)) return TextStep(state, value);
            var next = state[prefix.Length..] + (char)value;
            if (value < 128 && declared.Any(name => name.StartsWith(next, StringComparison.Ordinal))) return prefix + next;
            return others ? TextStep("text", value) : null;
        }

        int Rest(string read) => others ? 0 : declared.Where(name => name.StartsWith(read, StringComparison.Ordinal)).Min(name => name.Length - read.Length);
    }

    /// <summary>A JSON number without exponent.</summary>
    public static ToyAutomaton Number() => new("number:start", NumberStep, state => state is "number:start" or "number:minus" or "number:point" ? 1 : 0);

    /// <summary>Text that begins with a lower-case letter.</summary>
    public static ToyAutomaton Lower() => new("lower", (state, value) => state != "lower" ? TextStep(state, value) : value is >= 97 and <= 122 ? "text" : null, state => state == "lower" ? 1 : TextRest(state));

    private static string? NumberStep(string state, byte value)
    {
        var digit = value is >= (byte)'0' and <= (byte)'9';
        return state switch
        {
            "number:start" when value == '-' => "number:minus",
            "number:start" or "number:minus" when value == '0' => "number:zero",
            "number:start" or "number:minus" or "number:digits" when digit => "number:digits",
            "number:zero" or "number:digits" when value == '.' => "number:point",
            "number:point" or "number:fraction" when digit => "number:fraction",
            _ => null,
        };
    }

    private static string? TextStep(string state, byte value)
    {
        // text, text/7, text+80-bf, text+a0-bf+80-bf, text\
        var cut = state.IndexOfAny(['+', '\\']);
        var home = cut < 0 ? state : state[..cut];
        var rest = cut < 0 ? "" : state[cut..];
        if (rest == "\\") return "\"\\bfnrt"u8.Contains(value) ? home : null;
        if (rest.Length > 0)
        {
            var low = Convert.ToInt32(rest[1..3], 16);
            var high = Convert.ToInt32(rest[4..6], 16);
            return value >= low && value <= high ? home + rest[6..] : null;
        }

        if (value < 0x20 || value == '"') return null;
        if (home == "text/0") return null;
        if (home.StartsWith("text/", StringComparison.Ordinal)) home = $"text/{int.Parse(home[5..]) - 1}";
        return value switch
        {
            (byte)'\\' => home + "\\",
            < 0x80 => home,
            < 0xC2 => null,
            < 0xE0 => home + "+80-bf",
            0xE0 => home + "+a0-bf+80-bf",
            0xED => home + "+80-9f+80-bf",
            < 0xF0 => home + "+80-bf+80-bf",
            0xF0 => home + "+90-bf+80-bf+80-bf",
            < 0xF4 => home + "+80-bf+80-bf+80-bf",
            0xF4 => home + "+80-8f+80-bf+80-bf",
            _ => null,
        };
    }

    private static int TextRest(string state) => state.EndsWith('\\') ? 1 : state.Count(letter => letter == '+');

    private int Intern(string? name)
    {
        if (name is null) return 0;
        if (_ids.TryGetValue(name, out var id)) return id;
        _names.Add(name);
        _rows.Add(new int?[256]);
        return _ids[name] = _names.Count - 1;
    }
}
