using System.Text.RegularExpressions;
using StructGen.Constraints.Patterns;

namespace StructGen.Constraints.Tests.Patterns;

public class EcmaTests
{
    /// <summary>Expectations of node 20, <c>new RegExp(pattern, "u")</c>, else <c>new RegExp(pattern)</c>.</summary>
    [Theory]
    [InlineData("foo", "a foo b", true)]
    [InlineData("^foo$", "foo\n", false)]
    [InlineData("a|^b$", "xay", true)]
    [InlineData("(^a|b$)c?", "xb", true)]
    [InlineData("^\\S+$", "a\u00A0b", false)]
    [InlineData("^.$", "😀", true)]
    [InlineData("^[😀-😂]$", "😁", true)]
    [InlineData("^\\u{1F600}\\uD83D\\uDE00$", "😀😀", true)]
    [InlineData("^[\\w-.]+$", "a-b.c", true)]
    [InlineData("^\\-\\_\\/\\@$", "-_/@", true)]
    [InlineData("^a{,3}]}$", "a{,3}]}", true)]
    [InlineData("^[^]$", "\n", true)]
    [InlineData("[]", "a", false)]
    [InlineData("^\\cJ\\x41\\0$", "\nA\0", true)]
    [InlineData("\\bcat\\b", "a cat.", true)]
    [InlineData("\\bcat\\b", "concat", false)]
    [InlineData("^\\p{Lu}\\p{L}*$", "Éa漢", true)]
    [InlineData("^\\P{L}+$", "12-", true)]
    [InlineData("^\\p{Script=Greek}+$", "αβγ", true)]
    [InlineData("^\\p{Script=Greek}+$", "abc", false)]
    [InlineData("^\\p{Alphabetic}+$", "aéあ", true)]
    [InlineData("^(?!.*--)[a-z-]+$", "a-b", true)]
    [InlineData("^(?!.*--)[a-z-]+$", "a--b", false)]
    [InlineData("^((?!foo).)*$", "a fo o", true)]
    [InlineData("^((?!foo).)*$", "a foo", false)]
    [InlineData("(?<=^|,)x(?=,|$)", "a,x,b", true)]
    [InlineData("(?<=^|,)x(?=,|$)", "ax,b", false)]
    [InlineData("(?<!a)b", "ab", false)]
    [InlineData("(?<!a)b", "abb", true)]
    [InlineData("^(?<year>[0-9]{4})$", "2024", true)]
    [InlineData("^a+?b*?c??$", "aab", true)]
    [InlineData("^[\\b]$", "\b", true)]
    [InlineData("^[\\d-z]+$", "1-z", true)]
    [InlineData("^\\1(a)$", "a", null)]
    public void Search_AsEcmaHasIt(string ecma, string text, bool? expected)
    {
        var arena = new PatternArena(ConstraintLimits.Default);
        if (expected is null) Assert.False(Assert.Throws<PatternException>(() => arena.Search(ecma)).IsSyntaxError);
        else Assert.Equal(expected, arena.Contains(arena.Search(ecma), text));
    }

    [Theory]
    [InlineData("^(abc]", 1)]
    [InlineData("a)", 1)]
    [InlineData("[a", 0)]
    [InlineData("*a", 0)]
    [InlineData("a{2,1}", 1)]
    [InlineData("(?i)a", 0)]
    [InlineData("(?P<n>a)", 0)]
    [InlineData("[z-a]", 1)]
    [InlineData("a\\", 1)]
    public void Search_SyntaxError_SaysWhere(string ecma, int position)
    {
        var error = Assert.Throws<PatternException>(() => new PatternArena(ConstraintLimits.Default).Search(ecma));
        Assert.True(error.IsSyntaxError);
        Assert.Equal(position, error.Position);
    }

    [Fact]
    public void Search_RandomPatterns_AgreesWithDotNet()
    {
        var texts = new List<string> { "" };
        for (int from = 0, level = 0; level < 4; level++)
        {
            var to = texts.Count;
            for (; from < to; from++) texts.AddRange("ab-".Select(character => texts[from] + character));
        }

        for (var seed = 0; seed < 1500; seed++)
        {
            // \z instead of $, which in .NET also stands before a last newline; there is none in these texts, so $ is the same.
            var ecma = Disjunction(new Random(seed), 3);
            var arena = new PatternArena(ConstraintLimits.Default);
            var pattern = arena.Search(ecma);
            var regex = new Regex(ecma, RegexOptions.CultureInvariant);
            foreach (var text in texts)
            {
                if (arena.Contains(pattern, text) != regex.IsMatch(text)) Assert.Fail($"seed {seed}: {ecma} on '{text}'");
            }
        }
    }

    [Fact]
    public void Contains_LongText_Linear()
    {
        var arena = new PatternArena(ConstraintLimits.Default);
        var text = new string('a', 1_000_000);
        Assert.False(arena.Contains(arena.Search("(a*)*b|(x+x+)+y"), text));
        Assert.True(arena.Contains(arena.Search("^(a|aa)+$"), text.AsSpan(0, 100_000)));
    }

    private static string Disjunction(Random random, int depth)
    {
        var text = Alternative(random, depth);
        while (random.Next(4) == 0) text += "|" + Alternative(random, depth);
        return text;
    }

    private static string Alternative(Random random, int depth) => string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => Term(random, depth)));

    private static string Term(Random random, int depth)
    {
        switch (random.Next(depth > 0 ? 16 : 6))
        {
            case 6: return $"(?={Disjunction(random, depth - 1)})";
            case 7: return $"(?!{Disjunction(random, depth - 1)})";
            case 8: return "^";
            case 9: return "$";
            case 10: return random.Next(2) == 0 ? "\\b" : "\\B";
            case 11: return $"(?<={"ab-"[random.Next(3)]}{"ab-"[random.Next(3)]}*)";
            case 12: return $"(?<!{"ab-"[random.Next(3)]}|^)";
            case var choice:
                var atom = choice < 6 ? new[] { "a", "b", "-", ".", "[a-]", "[^b]" }[choice] : $"(?:{Disjunction(random, depth - 1)})";
                return atom + new[] { "", "", "", "", "*", "+", "?", "{1,2}" }[choice < 6 ? random.Next(8) : random.Next(5)];
        }
    }
}
