using StructGen.Generation.Parsing.Lenient;

namespace StructGen.Generation.Parsing.Reading;

/// <summary>A name that a colon follows.</summary>
/// <param name="Name">The name as written.</param>
/// <param name="After">Where the colon stands.</param>
/// <param name="IsQuoted">Whether it stands in quotes.</param>
internal readonly record struct NameAhead(string Name, int After, bool IsQuoted);

/// <summary>Looks a little ahead in the text, each place once: names before colons, what a quote is followed by.</summary>
internal sealed class Lookahead(string text, int end)
{
    private const int Reach = 120;
    private const int Places = 1024;

    private readonly (int Place, NameAhead? Name)[] _names = InitialNames();

    /// <summary>The next character that is no white space.</summary>
    public int SkipSpace(int index)
    {
        while (index < end && LooseSyntax.IsSpace(text[index]))
            index++;
        return index;
    }

    public bool IsComment(int index)
        => index < end && (text[index] == '#' || (text[index] == '/' && index + 1 < end && text[index + 1] is '/' or '*'));

    /// <summary>The name at a place if a colon follows it; null where there is none.</summary>
    public NameAhead? NameAt(int index)
    {
        if (index >= end)
            return null;
        ref var known = ref _names[index % Places];
        if (known.Place != index)
            known = (index, ReadName(index));
        return known.Name;
    }

    /// <summary>Whether the text, a fence or a tag ends here.</summary>
    public bool IsEndMark(int index)
        => index >= end || string.CompareOrdinal(text, index, "```", 0, 3) == 0 || (text[index] == '<' && index + 1 < end && text[index + 1] == '/');

    /// <summary>Whether a line end is followed by a fence, a tag, the end, or prose behind a blank line: an open value is cut here.</summary>
    public bool EndsHere(int index)
    {
        var next = SkipSpace(index);
        if (IsEndMark(next))
            return true;
        return text.AsSpan(index, next - index).Count('\n') > 1 && text[next] is not ('"' or '{' or '}' or ']' or ',') && NameAt(next) is null;
    }

    /// <summary>Whether a text that ends before <paramref name="index"/> is followed by what belongs there: 2 surely, 1 perhaps, 0 not.</summary>
    public int Follows(int index, TextRole role)
    {
        var next = SkipSpace(index);
        if (IsEndMark(next))
            return role == TextRole.Name ? 0 : 2;
        var unit = text[next];
        if (role == TextRole.Name)
            return LooseSyntax.IsColon(unit) ? 2 : unit == '=' ? 1 : 0;
        switch (unit)
        {
            case '}' or ']' or ')':
                return EndsAfterClosers(next) ? 2 : 0;
            case ',' or ';' or '\uFF0C' or '\uFF1B' or '\u3001':
                return AfterComma(next + 1, role);
            case ':' or '\uFF1A':
                return 0;
        }

        if (IsComment(next))
            return 1;
        var onNewLine = text.AsSpan(index, next - index).Contains('\n');
        if (role == TextRole.Member)
            return NameAt(next) is { IsQuoted: true } || (onNewLine && NameAt(next) is not null) ? 1 : 0;
        return next > index && (LooseSyntax.ClosersOf(unit).Length > 0 || (onNewLine && unit is '{' or '[')) ? 1 : 0;
    }

    /// <summary>Whether closers are followed by a comma and more structure, a line end, or nothing.</summary>
    public bool EndsAfterClosers(int index)
    {
        var limit = Math.Min(end, index + Reach);
        var at = index;
        while (at < limit && (text[at] is '}' or ']' or ')' || LooseSyntax.IsSpace(text[at])))
            at++;
        if (at >= limit || IsEndMark(at) || IsComment(at) || text.AsSpan(index, at - index).Contains('\n'))
            return true;
        if (text[at] is '*' or '`' || (text[at] is '"' or '\'' && (at + 1 >= end || text[at + 1] == '\n')))
            return true;
        if (!LooseSyntax.IsComma(text[at]))
            return NameAt(at) is { IsQuoted: true } || text[at] is '{' or '[';
        var next = SkipSpace(at + 1);
        return IsEndMark(next) || text[next] is '{' or '[' or '}' or ']' || NameAt(next) is not null || LooseSyntax.ClosersOf(text[next]).Length > 0
            || char.IsAsciiDigit(text[next]) || text[next] == '-' || IsComment(next);
    }

    /// <summary>Whether a comma stands before a place.</summary>
    public bool FollowsComma(int index)
    {
        var before = index - 1;
        while (before > 0 && index - before < Reach && LooseSyntax.IsSpace(text[before]))
            before--;
        return before >= 0 && LooseSyntax.IsComma(text[before]);
    }

    /// <summary>Whether a value stands here, not a name.</summary>
    public bool BeginsItem(int index)
        => index < end && (text[index] is '{' or '[' or '-' || char.IsAsciiDigit(text[index])
            || (LooseSyntax.ClosersOf(text[index]).Length > 0 && NameAt(index) is null));

    private int AfterComma(int index, TextRole role)
    {
        var next = SkipSpace(index);
        if (IsEndMark(next) || text[next] is '}' or ']' || IsComment(next))
            return 2;
        var isName = NameAt(next) is not null;
        if (role == TextRole.Member)
            return isName || text[next] == '{' ? 2 : LooseSyntax.IsComma(text[next]) ? 1 : 0;
        if (LooseSyntax.ClosersOf(text[next]).Length > 0 || text[next] is '{' or '[' or '-' || char.IsAsciiDigit(text[next]) || IsWord(next))
            return 2;
        return isName || text[next] == ',' ? 1 : 0;
    }

    private bool IsWord(int index)
    {
        foreach (var word in (ReadOnlySpan<string>)["true", "false", "null", "None", "True", "False", "..."])
        {
            if (string.CompareOrdinal(text, index, word, 0, word.Length) == 0)
                return true;
        }

        return false;
    }

    /// <summary>Whether a text in doubled quotes begins here, such as <c>""x""</c>.</summary>
    public bool IsDoubled(int index)
        => index + 2 < end && text[index] is '"' or '\'' && text[index + 1] == text[index]
            && !LooseSyntax.IsSpace(text[index + 2]) && text[index + 2] is not (',' or ':' or '}' or ']' or ')' or '"' or '\'')
            && !(text[index + 2] == '+' && index + 3 < end && text[index + 3] is ' ' or '"');

    private NameAhead? ReadName(int index)
    {
        var limit = Math.Min(end, index + Reach);
        var closers = LooseSyntax.ClosersOf(text[index]);
        if (closers.Length == 0 && text[index] == '\\' && index + 1 < end && text[index + 1] == '"')
            return null;
        if (IsDoubled(index))
        {
            var twice = text.IndexOf(new string(text[index], 2), index + 2, limit - index - 2, StringComparison.Ordinal);
            return twice < 0 || text.AsSpan(index + 2, twice - index - 2).ContainsAny('\n', ':', ',') ? null : Colon(index + 2, twice, twice + 2, isQuoted: true);
        }

        if (closers.Length > 0)
        {
            for (var place = index + 1; place < limit; place++)
            {
                if (text[place] == '\\')
                    place++;
                else if (text[place] is '\n' or '{' or '}' || (text[place] == ':' && place == index + 1))
                    return null;
                else if (closers.Contains(text[place]))
                    return Colon(index + 1, place, place + 1, isQuoted: true);
            }

            return null;
        }

        var name = index;
        while (name < limit && LooseSyntax.IsNameUnit(text[name]))
            name++;
        if (name == index || char.IsAsciiDigit(text[index]))
            return null;
        var after = name < end && text[name] is '"' or '\'' ? name + 1 : name;
        return Colon(index, name, after, isQuoted: false);
    }

    private NameAhead? Colon(int from, int to, int after, bool isQuoted)
    {
        var next = after;
        while (next < end && next < after + Reach && LooseSyntax.IsSpace(text[next]))
            next++;
        if (next >= end || (!LooseSyntax.IsColon(text[next]) && !(text[next] == '=' && isQuoted)))
            return null;
        // An address such as http://x is no name and value.
        if (!isQuoted && text[next] == ':' && next + 2 < end && text[next + 1] == '/' && text[next + 2] == '/')
            return null;
        return new NameAhead(text[from..to], next, isQuoted);
    }

    private static (int, NameAhead?)[] InitialNames()
    {
        var names = new (int, NameAhead?)[Places];
        Array.Fill(names, (-1, null));
        return names;
    }
}

/// <summary>Where a text stands: it decides what may follow it.</summary>
internal enum TextRole : byte
{
    Name,
    Member,
    Item,
}
