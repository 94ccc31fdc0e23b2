using StructGen.Constraints.Automata;
using StructGen.Constraints.Patterns;
using StructGen.Constraints.Tests.Automata;

namespace StructGen.Constraints.Tests.Patterns;

public class PatternArenaTests
{
    private const string Alphabet = "ab\"";

    /// <summary>All strings of up to five characters.</summary>
    private static readonly string[] Texts = AllTexts(5);

    [Fact]
    public void Contains_RandomPatterns_AgreesWithNaiveMatcher()
    {
        for (var seed = 0; seed < 1500; seed++)
        {
            var arena = new PatternArena(ConstraintLimits.Default);
            var (pattern, expected) = Random(arena, new Random(seed), 4);
            foreach (var text in Texts)
            {
                if (arena.Contains(pattern, text) != expected.Contains(text)) Assert.Fail($"seed {seed}: {pattern} on '{text}', expected {expected.Contains(text)}");
            }

            if (expected.Count > 0) Assert.False(arena.IsEmpty(pattern), $"seed {seed}: {pattern} is not empty");
            if (arena.IsEmpty(pattern)) Assert.Null(arena.Shortest(pattern));
            else Assert.True(arena.Contains(pattern, arena.Shortest(pattern)!), $"seed {seed}");
        }
    }

    [Fact]
    public void Count_RandomPatterns_AgreesWithEnumeration()
    {
        for (var seed = 0; seed < 600; seed++)
        {
            var arena = new PatternArena(ConstraintLimits.Default);
            var (pattern, expected) = Random(arena, new Random(seed), 3);
            var bounded = arena.And([pattern, arena.Repeat(arena.Chars(CharSet.OfText(Alphabet)), 0, 4)]);
            var strings = expected.Where(text => text.Length <= 4).ToHashSet();
            Assert.Equal(Math.Min(50, strings.Count), arena.Count(bounded, 50));
            Assert.Equal(strings, arena.Enumerate(bounded, 1000).ToHashSet());
            Assert.Equal(strings.Count == 0 ? null : strings.Min(text => text.Length), arena.Shortest(bounded)?.Length);
        }
    }

    [Fact]
    public void Automaton_RandomPatterns_AgreesAndIsTrimmedAndExact()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var arena = new PatternArena(ConstraintLimits.Default);
            var (pattern, expected) = Random(arena, new Random(seed), 4);
            var automaton = new StringAutomaton(arena);
            var start = automaton.StateOf(pattern);
            foreach (var text in Texts)
            {
                var state = start;
                foreach (var value in StringAutomatonTests.JsonBytes(text))
                {
                    if (state == 0) break;
                    AssertFinishes(automaton, state, $"seed {seed}: {pattern} within '{text}'");
                    state = automaton.Step(state, value);
                }

                Assert.Equal(expected.Contains(text), state != 0 && automaton.Accepts(state));
            }
        }
    }

    [Fact]
    public void Constructors_SameLanguageWrittenDifferently_SameNode()
    {
        var arena = new PatternArena(ConstraintLimits.Default);
        var a = arena.Literal("a");
        var b = arena.Literal("bc");
        Assert.Same(arena.Or(a, b), arena.Or(b, arena.Or(a, b)));
        Assert.Same(arena.And(arena.Search("^[ab]*$"), arena.Length(0, 5)), arena.Repeat(arena.Chars(CharSet.OfText("ab")), 0, 5));
        Assert.Same(arena.Not(arena.Not(b)), b);
        Assert.Same(arena.Anything, arena.Or(b, arena.Not(b)));
        Assert.Same(arena.Nothing, arena.And(b, arena.Not(b)));
        Assert.Same(arena.Literals(["x", "bc"]), arena.Or(arena.Literal("bc"), arena.Literals(["x"])));
        Assert.Same(arena.Not(arena.Length(3, 5)), arena.Or(arena.Length(0, 2), arena.Length(6, null)));
    }

    [Fact]
    public void Key_AcrossArenas_Equal()
    {
        var one = new PatternArena(ConstraintLimits.Default);
        var two = new PatternArena(ConstraintLimits.Default);
        two.Search("something else (entirely)+");
        Assert.Equal(one.And(one.Search("^a+|b$"), one.Length(2, 9)).Key, two.And(two.Length(2, 9), two.Search("^a+|b$")).Key);
    }

    [Fact]
    public void Literals_HundredThousand_StepFast()
    {
        var arena = new PatternArena(ConstraintLimits.Default);
        var words = Enumerable.Range(0, 100_000).Select(number => $"item-{number * 7919}").ToArray();
        var pattern = arena.Literals(words);
        Assert.Equal(100_000, arena.Count(pattern, 1_000_000));
        Assert.True(arena.Contains(pattern, words[77_777]));
        Assert.False(arena.Contains(pattern, "item-1"));
        Assert.Equal(6, arena.FewestBytes(pattern));
        var rest = arena.And(pattern, arena.Not(arena.Literal(words[5])));
        Assert.False(arena.Contains(rest, words[5]));
        Assert.False(arena.IsEmpty(rest));
    }

    [Fact]
    public void IsEmpty_CountersAndComplements_NotByExhaustion()
    {
        var arena = new PatternArena(ConstraintLimits.Default);
        var host = arena.Search("^[a-z]{1,63}(\\.[a-z]{1,63}){0,10}$");
        Assert.False(arena.IsEmpty(arena.And([host, arena.Length(0, 255), arena.Not(arena.Literals(["a", "localhost"]))])));
        Assert.True(arena.IsEmpty(arena.And(arena.Search("^(ab){3}$"), arena.Length(0, 5))));
        Assert.False(arena.IsEmpty(arena.Length(1_000_000_000, 2_000_000_000)));
        Assert.True(arena.IsEmpty(arena.And(arena.Search("^(aa)*$"), arena.And(arena.Length(3, 3), arena.Search("a")))));
    }

    private static void AssertFinishes(StringAutomaton automaton, int state, string place)
    {
        if (automaton.Accepts(state)) return;
        var left = automaton.MinBytes(state);
        Assert.InRange(left, 1, 1000);
        var best = Enumerable.Range(0, 256).Select(value => automaton.Step(state, (byte)value)).Where(next => next != 0).Select(automaton.MinBytes).DefaultIfEmpty(int.MaxValue).Min();
        Assert.True(best == left - 1, $"{place}: {left} bytes left, {best} after the best next byte");
    }

    private static (Pattern Pattern, HashSet<string> Strings) Random(PatternArena arena, Random random, int depth)
    {
        if (depth == 0 || random.Next(6) == 0)
        {
            switch (random.Next(6))
            {
                case 0: return (arena.Empty, [""]);
                case 1:
                    var set = CharSet.OfText(Alphabet[random.Next(3)..]);
                    return (arena.Chars(set), Texts.Where(text => text.Length == 1 && set.Contains(text[0])).ToHashSet());
                case 2:
                    var words = Enumerable.Range(0, random.Next(1, 5)).Select(_ => Texts[random.Next(40)]).ToArray();
                    return (arena.Literals(words), words.ToHashSet());
                case 3:
                    var min = random.Next(3);
                    var max = min + random.Next(3);
                    return (arena.Length(min, max), Texts.Where(text => text.Length >= min && text.Length <= max).ToHashSet());
                case 4: return (arena.Nothing, []);
                default:
                    var word = Texts[random.Next(20)];
                    return (arena.Literal(word), [word]);
            }
        }

        var (left, leftStrings) = Random(arena, random, depth - 1);
        switch (random.Next(6))
        {
            case 0: return (arena.Not(left), Texts.Where(text => !leftStrings.Contains(text)).ToHashSet());
            case 1:
                var min = random.Next(3);
                long? max = random.Next(2) == 0 ? null : min + random.Next(3);
                return (arena.Repeat(left, min, max), Repeated(leftStrings, min, max));
        }

        var (right, rightStrings) = Random(arena, random, depth - 1);
        return random.Next(3) switch
        {
            0 => (arena.Or(left, right), leftStrings.Union(rightStrings).ToHashSet()),
            1 => (arena.And(left, right), leftStrings.Intersect(rightStrings).ToHashSet()),
            _ => (arena.Concat(left, right), Joined(leftStrings, rightStrings)),
        };
    }

    private static HashSet<string> Joined(HashSet<string> left, HashSet<string> right) =>
        left.SelectMany(first => right.Where(second => first.Length + second.Length <= 5).Select(second => first + second)).ToHashSet();

    private static HashSet<string> Repeated(HashSet<string> part, int min, long? max)
    {
        HashSet<string> power = [""];
        HashSet<string> result = min == 0 ? [""] : [];
        for (var turn = 1; turn <= (max ?? (min + 6)); turn++)
        {
            power = Joined(power, part);
            if (turn >= min) result.UnionWith(power);
        }

        return result;
    }

    private static string[] AllTexts(int length)
    {
        var all = new List<string> { "" };
        for (int from = 0, level = 0; level < length; level++)
        {
            var to = all.Count;
            for (; from < to; from++) all.AddRange(Alphabet.Select(character => all[from] + character));
        }

        return [.. all];
    }
}
