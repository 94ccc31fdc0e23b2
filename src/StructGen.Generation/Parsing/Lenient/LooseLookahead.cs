namespace StructGen.Generation.Parsing.Lenient;

/// <summary>Judges by what follows whether a quote or a comma ends a value. Looks at most <see cref="Reach"/> characters ahead.</summary>
internal static class LooseLookahead
{
    private const int Reach = 200;

    /// <summary>Whether the text before <paramref name="index"/> may end there: what follows is the structure that belongs after it.</summary>
    public static bool EndsText(string text, int index, int end, LooseContext context)
    {
        var next = SkipSpace(text, index, end, out var newline);
        if (next >= end || context == LooseContext.Root)
            return true;
        var unit = text[next];
        if (unit is '}' or ']' || IsComment(text, next, end))
            return true;
        return context switch
        {
            LooseContext.Key => unit is ':' or '=' or ',' || LooseSyntax.ClosersOf(unit).Length > 0,
            LooseContext.Item => unit is ',' or ';' || (LooseSyntax.ClosersOf(unit).Length > 0 && next > index) || (newline && (unit is '{' or '[')),
            _ => unit switch
            {
                ',' or ';' => BeginsMember(text, next + 1, end),
                _ => (newline || LooseSyntax.ClosersOf(unit).Length > 0) && BeginsMember(text, next, end) && unit != '}',
            },
        };
    }

    /// <summary>Whether a member, the end of the object or nothing at all follows.</summary>
    public static bool BeginsMember(string text, int index, int end)
    {
        var next = SkipSpace(text, index, end, out _);
        if (next >= end || text[next] is '}' or ']' or ',' or '{' || IsComment(text, next, end))
            return true;
        var closers = LooseSyntax.ClosersOf(text[next]);
        var limit = Math.Min(end, next + Reach);
        if (closers.Length > 0)
        {
            for (var place = next + 1; place < limit; place++)
            {
                if (text[place] == '\\')
                    place++;
                else if (closers.Contains(text[place]))
                    return FollowsColon(text, place + 1, end);
                else if (text[place] == '\n')
                    return false;
            }

            return limit == end;
        }

        var name = next;
        while (name < limit && LooseSyntax.IsNameUnit(text[name]))
            name++;
        return name > next && (name == end || FollowsColon(text, name, end));
    }

    /// <summary>The next character that is no white space.</summary>
    public static int SkipSpace(string text, int index, int end, out bool newline)
    {
        newline = false;
        while (index < end && LooseSyntax.IsSpace(text[index]))
            newline |= text[index++] == '\n';
        return index;
    }

    public static bool IsComment(string text, int index, int end)
        => text[index] == '#' || (text[index] == '/' && index + 1 < end && (text[index + 1] is '/' or '*'));

    private static bool FollowsColon(string text, int index, int end)
    {
        var next = SkipSpace(text, index, Math.Min(end, index + Reach), out _);
        return next >= end || text[next] is ':' or '=';
    }
}
