namespace StructGen.Constraints.Patterns.Ecma;

/// <content>Letters behind a backslash: ECMA-262 gives a meaning to few of them and, without its Unicode flag, reads the others as themselves.</content>
internal static partial class DialectSigns
{
    private static class Escapes
    {
        private static readonly Dictionary<char, (string Elsewhere, string Remedy)> s_meanings = new()
        {
            ['A'] = ("the start of the text in PCRE, Python, Java and .NET", "Write ^."),
            ['Z'] = ("the end of the text in PCRE, Python, Java and .NET", "Write $."),
            ['z'] = ("the end of the text in PCRE, Java, Ruby and .NET", "Write $."),
            ['G'] = ("the end of the match before in PCRE, Java and .NET", "Remove it."),
            ['K'] = ("a new start of the match in PCRE and Ruby", "Write a lookbehind (?<=…)."),
            ['Q'] = ("the start of quoted text in PCRE, Perl and Java", "Escape the characters one by one."),
            ['E'] = ("the end of quoted text in PCRE, Perl and Java", "Escape the characters one by one."),
            ['R'] = ("any line break in PCRE, Java and Ruby", "Write (?:\\r\\n|[\\n\\r])."),
            ['X'] = ("a grapheme cluster in PCRE, Perl and Java", "Write . or spell the characters out."),
            ['h'] = ("horizontal white space in PCRE and Java, a hexadecimal digit in Ruby", "Write [\\t ] or [0-9A-Fa-f]."),
            ['H'] = ("all but horizontal white space in PCRE and Java", "Write [^\\t ]."),
            ['V'] = ("all but vertical white space in PCRE and Java", "Write [^\\n\\r]."),
            ['N'] = ("all but a line break, or a named character, in PCRE and Perl", "Write . or \\u{…}."),
            ['a'] = ("the bell character in PCRE, Java and .NET", "Write \\x07."),
            ['e'] = ("the escape character in PCRE, Java and .NET", "Write \\x1B."),
            ['g'] = ("a reference to a group in PCRE, Perl and Ruby", "Spell the alternatives out."),
            ['k'] = ("a reference to a named group in PCRE, Perl and .NET", "Spell the alternatives out."),
            ['i'] = ("a first character of XML names in XML Schema", "Write [\\p{L}_:]."),
            ['I'] = ("all but a first character of XML names in XML Schema", "Write [^\\p{L}_:]."),
            ['c'] = ("a character of XML names in XML Schema", "Write [\\p{L}\\p{Nd}_:.\\-]."),
            ['C'] = ("all but a character of XML names in XML Schema, one byte in PCRE", "Write a class."),
            ['m'] = ("the start of a word in PostgreSQL", "Write \\b."),
            ['M'] = ("the end of a word in PostgreSQL", "Write \\b."),
            ['y'] = ("the border of a word in PostgreSQL", "Write \\b."),
            ['Y'] = ("all but the border of a word in PostgreSQL", "Write \\B."),
            ['o'] = ("an octal number in PCRE and Perl", "Write \\x and two, or \\u and four hexadecimal digits."),
            ['U'] = ("a character of eight hexadecimal digits in Python, upper case in Perl", "Write \\u{…}."),
            ['L'] = ("lower case in Perl", "Write the letters themselves."),
            ['l'] = ("a lower-case letter in Perl and Vim", "Write [a-z]."),
        };

        public static DialectSign? At(string pattern, int at, bool hasNames)
        {
            if (at + 1 >= pattern.Length || !char.IsAsciiLetter(pattern[at + 1])) return null;
            var letter = pattern[at + 1];
            var next = at + 2 < pattern.Length ? pattern[at + 2] : '\0';
            switch (letter)
            {
                case 'b' or 'B' or 'd' or 'D' or 's' or 'S' or 'w' or 'W' or 't' or 'n' or 'r' or 'v' or 'f':
                case 'c' when char.IsAsciiLetter(next):
                case 'k' when hasNames:
                case 'x' when IsHexadecimal(pattern, at + 2, 2):
                case 'u' when next == '{' || IsHexadecimal(pattern, at + 2, 4):
                    return null;
                case 'p' or 'P':
                    return Property(pattern, at, letter, next);
                case 'x' when next == '{':
                    return new(at, 3, "'\\x{' is a character by its number in PCRE, Perl and Java; ECMA-262 reads the letter x and '{…}' behind it. Write \\u{…}.");
                case 'x' or 'u':
                    return new(at, 2, $"'\\{letter}' wants {(letter == 'x' ? "two" : "four")} hexadecimal digits; without them ECMA-262 reads the letter {letter}. Add the digits or remove the backslash.");
            }

            var reading = letter == 'c' ? "a backslash and the letter c" : $"the letter {letter}";
            return s_meanings.TryGetValue(letter, out var meaning)
                ? new(at, 2, $"'\\{letter}' is {meaning.Elsewhere}; ECMA-262 reads {reading}. {meaning.Remedy}")
                : new(at, 2, $"'\\{letter}' is no escape of ECMA-262, which reads {reading}. Remove the backslash, or write \\\\ for one.");
        }

        private static DialectSign? Property(string pattern, int at, char letter, char next)
        {
            if (next != '{')
                return new(at, 2, $"'\\{letter}' without braces is a Unicode property in PCRE, Perl and Java; ECMA-262 reads the letter {letter}. Write \\{letter}{{{(char.IsAsciiLetter(next) ? next : 'L')}}}.");
            var name = pattern.AsSpan(at + 3);
            if (name.StartsWith("^")) return new(at, 4, "'\\p{^' negates a property in PCRE and Perl; ECMA-262 does not know it. Write \\P{…}.");
            return name.Length > 2 && (name.StartsWith("Is") || name.StartsWith("In")) && char.IsAsciiLetterUpper(name[2])
                ? new(at, 5, $"'\\p{{{name[..2]}…}}' is a block or script in Java, .NET and XML Schema; ECMA-262 does not know it. Write \\p{{Script=…}} or a class.")
                : null;
        }

        private static bool IsHexadecimal(string pattern, int at, int digits)
            => at + digits <= pattern.Length && pattern.Substring(at, digits).All(char.IsAsciiHexDigit);
    }
}
