using System.Text.RegularExpressions;

namespace StructGen.Constraints.Patterns.Ecma;

/// <summary>Looks for the words of other dialects (PCRE, Perl, Python, Java, .NET, Ruby, POSIX, XML Schema) in ECMA-262 patterns.</summary>
/// <remarks>
/// Most are read by ECMA-262 as something else without an error, so that a schema constrains other texts than its author meant: these are warnings.
/// Some are errors; then the sign says in the error which dialect it is. The pattern is scanned once, not parsed.
/// </remarks>
internal static partial class DialectSigns
{
    private const int MostSigns = 8;

    private static readonly HashSet<string> s_classNames =
        ["alpha", "digit", "alnum", "upper", "lower", "space", "blank", "punct", "print", "graph", "cntrl", "xdigit", "word", "ascii"];

    /// <summary>The signs of a pattern in their order, the first few of them.</summary>
    public static IReadOnlyList<DialectSign> Find(string pattern)
    {
        List<DialectSign>? signs = null;
        var hasNames = NamedGroup().IsMatch(pattern);
        var (classStart, i) = (-1, 0);
        while (i < pattern.Length && signs is not { Count: >= MostSigns })
        {
            var sign = pattern[i] switch
            {
                '\\' => Escapes.At(pattern, i, hasNames),
                '[' when classStart >= 0 => InClass(pattern, i, classStart),
                '[' => Bracket(pattern, i),
                '(' when classStart < 0 => Group(pattern, i),
                '{' when classStart < 0 && i > 0 => Quantifier(pattern, i),
                '+' when classStart < 0 => Possessive(pattern, i),
                '/' when i == 0 => Delimiters(pattern),
                _ => null,
            };
            if (sign is { } found) (signs ??= []).Add(found);
            if (pattern[i] == '\\') i++;
            else if (pattern[i] == '[' && classStart < 0) classStart = i;
            else if (pattern[i] == ']') classStart = -1;
            i++;
        }

        return signs ?? [];
    }

    /// <summary>The message of a pattern's signs as one warning; null where there are none.</summary>
    public static string? Warning(string pattern)
    {
        var signs = Find(pattern);
        return signs.Count == 0 ? null : $"The pattern '{Shorten(pattern)}' has words of another dialect: {string.Join(" ", signs.Select(sign => $"Position {sign.Position}: {sign.Message}"))}";
    }

    private static DialectSign? InClass(string pattern, int at, int classStart)
    {
        if (PosixItem().Match(pattern, at) is { Success: true } item)
        {
            var remedy = item.Groups["name"].Value switch
            {
                "alpha" => "A-Za-z",
                "digit" => "0-9",
                "alnum" => "0-9A-Za-z",
                "upper" => "A-Z",
                "lower" => "a-z",
                "space" => "\\s",
                "xdigit" => "0-9A-Fa-f",
                "word" => "\\w",
                "blank" => " \\t",
                "punct" => "!-\\/:-@\\[-`{-~",
                _ => "the characters themselves",
            };
            return new(at, item.Length, $"'{item.Value}' is a POSIX class; ECMA-262 reads the characters themselves, and the class ends at the first ']'. Write {remedy} in the class.");
        }

        var before = pattern.AsSpan(classStart + 1, at - classStart - 1);
        if (before.EndsWith("&&"))
            return new(at - 2, 3, "'&&[' is an intersection in Java and Ruby; ECMA-262 reads the characters '&' and '['. Write a lookahead before the class, such as (?=[a-z])[^aeiou].");
        var end = EndOfClass(pattern, at + 1);
        if (before.Length > 1 && before[^1] == '-' && end >= 0 && end + 1 < pattern.Length && pattern[end + 1] == ']' && (before.Length < 2 || before[^2] != '\\'))
            return new(at - 1, 2, "'-[' is a subtraction in .NET and XML Schema; ECMA-262 ends the class at the first ']'. Write a negative lookahead before the class, such as (?![aeiou])[a-z].");
        return null;
    }

    /// <summary><c>[:alpha:]</c> without brackets around it.</summary>
    private static DialectSign? Bracket(string pattern, int at)
        => PosixItem().Match(pattern, at) is { Success: true } item && s_classNames.Contains(item.Groups["name"].Value)
            ? new(at, item.Length, $"'{item.Value}' is a POSIX class; ECMA-262 reads a class of its letters and ':'. Write a class such as [A-Za-z].")
            : null;

    private static DialectSign? Group(string pattern, int at)
    {
        var rest = pattern.AsSpan(at);
        if (Verb().Match(pattern, at) is { Success: true } verb) return new(at, verb.Length, $"'{verb.Value}' is a verb of PCRE and Perl, which ECMA-262 does not know. Remove it.");
        if (!rest.StartsWith("(?")) return null;
        if (rest.StartsWith("(?P<")) return new(at, 4, "'(?P<' is a named group of Python and PCRE; ECMA-262 does not know it. Write (?<name>…).");
        if (rest.StartsWith("(?P=") || rest.StartsWith("(?P>")) return new(at, 4, $"'{rest[..4]}' refers to a group in Python and PCRE, which ECMA-262 does not know. Spell the alternatives out.");
        if (rest.StartsWith("(?#")) return new(at, 3, "'(?#' is a comment in PCRE, Perl, Python and .NET, which ECMA-262 does not know. Remove it, or use $comment beside the pattern.");
        if (rest.StartsWith("(?>")) return new(at, 3, "'(?>' is an atomic group of PCRE, Java and .NET, which ECMA-262 does not know. Write (?:…).");
        if (rest.StartsWith("(?|")) return new(at, 3, "'(?|' is a branch reset of PCRE and Perl, which ECMA-262 does not know. Write (?:…).");
        if (rest.StartsWith("(?'")) return new(at, 3, "'(?'' is a named group of .NET and Perl, which ECMA-262 does not know. Write (?<name>…).");
        if (rest.StartsWith("(?(")) return new(at, 3, "'(?(' is a condition of PCRE, Python and .NET, which ECMA-262 does not know. Spell both alternatives out.");
        if (Recursion().Match(pattern, at) is { Success: true } call) return new(at, call.Length, $"'{call.Value}' is a recursion of PCRE and Perl, which ECMA-262 does not know and no pattern can enforce. Use a recursive schema.");
        if (Flags().Match(pattern, at) is { Success: true } flags)
        {
            return new(at, flags.Length, $"'{flags.Value}' sets flags in PCRE, Python, Java and .NET, which patterns of JSON Schema do not have. "
                + "Write letters as classes such as [aA] for i, [^] or [\\s\\S] instead of . for s, (?:^|\\n) instead of ^ for m, and no white space for x.");
        }

        return null;
    }

    private static DialectSign? Quantifier(string pattern, int at)
        => LooseQuantifier().Match(pattern, at) is { Success: true } loose && pattern[at - 1] is not ('|' or '(')
            ? new(at, loose.Length, $"'{loose.Value}' repeats in {(loose.Value.Contains(' ', StringComparison.Ordinal) ? "Perl and PCRE" : "Python, Ruby and PCRE")}; ECMA-262 reads these characters. "
                + $"Write {Tight(loose.Value)}.")
            : null;

    private static string Tight(string quantifier)
    {
        var tight = quantifier.Replace(" ", "", StringComparison.Ordinal);
        return tight.StartsWith("{,", StringComparison.Ordinal) ? "{0" + tight[1..] : tight;
    }

    private static DialectSign? Possessive(string pattern, int at)
    {
        if (at < 2 || IsEscaped(pattern, at - 1)) return null;
        var isRepeat = pattern[at - 1] is '*' or '+' or '?' && pattern[at - 2] is not ('|' or '(') || (pattern[at - 1] == '}' && ClosesQuantifier(pattern, at - 1));
        return isRepeat ? new(at, 1, "a '+' behind a quantifier makes it possessive in PCRE, Java and Ruby, which ECMA-262 does not know. Remove the '+'.") : null;
    }

    private static DialectSign? Delimiters(string pattern)
        => Delimited().IsMatch(pattern) ? new(0, 1, "the pattern stands between slashes as in JavaScript, PHP or Perl; in JSON Schema they are characters of the text. Remove them and what follows the last.") : null;

    private static bool ClosesQuantifier(string pattern, int at)
    {
        var open = pattern.LastIndexOf('{', at);
        return open > 0 && StrictQuantifier().IsMatch(pattern[open..(at + 1)]) && !IsEscaped(pattern, open);
    }

    private static bool IsEscaped(string pattern, int at)
    {
        var slashes = 0;
        while (at - slashes > 0 && pattern[at - slashes - 1] == '\\') slashes++;
        return slashes % 2 == 1;
    }

    private static int EndOfClass(string pattern, int at)
    {
        for (; at < pattern.Length; at++)
        {
            if (pattern[at] == '\\') at++;
            else if (pattern[at] == ']') return at;
        }

        return -1;
    }

    private static string Shorten(string pattern) => pattern.Length <= 120 ? pattern : string.Concat(pattern.AsSpan(0, 117), "...");

    [GeneratedRegex(@"\G\[(?<mark>[:.=])\^?(?<name>[A-Za-z\-]+|.)\k<mark>\]", RegexOptions.CultureInvariant)]
    private static partial Regex PosixItem();

    [GeneratedRegex(@"\(\?<[A-Za-z_$]", RegexOptions.CultureInvariant)]
    private static partial Regex NamedGroup();

    [GeneratedRegex(@"\G\(\*[A-Z][A-Z0-9_]*(?:[:=][^)]*)?\)", RegexOptions.CultureInvariant)]
    private static partial Regex Verb();

    [GeneratedRegex(@"\G\(\?(?:R|[+\-]?[0-9]+|&[A-Za-z_]\w*)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Recursion();

    [GeneratedRegex(@"\G\(\?(?:[a-zA-Z]+(?:-[a-zA-Z]*)?|-[a-zA-Z]+|\^[a-zA-Z]*)[:)]", RegexOptions.CultureInvariant)]
    private static partial Regex Flags();

    [GeneratedRegex(@"\G\{(?:,[0-9]+|(?=[^}]* )\ *[0-9]+\ *(?:,\ *[0-9]*\ *)?)\}", RegexOptions.CultureInvariant)]
    private static partial Regex LooseQuantifier();

    [GeneratedRegex(@"^\{[0-9]+(?:,[0-9]*)?\}$", RegexOptions.CultureInvariant)]
    private static partial Regex StrictQuantifier();

    [GeneratedRegex(@"^/\^.*\$/[a-z]*$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Delimited();
}
