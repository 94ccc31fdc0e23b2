using System.Text;
using StructGen.Constraints.Automata;
using StructGen.Constraints.Numbers;
using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Tests.Automata;

public class NumberAutomatonTests
{
    /// <summary>Every text of up to five bytes over a small alphabet that is a JSON number.</summary>
    private static readonly string[] Texts = AllTexts("-015.e+9", 5).Where(text => ExactNumber.TryParse(text, out _)).ToArray();

    private static readonly string[] Bounds = ["-15", "-5", "-1.5", "-0.1", "0", "0.05", "0.5", "1", "5", "9.5", "10", "15", "50", "99", "110", "1e3", "1e-3"];

    private static readonly string[] Divisors = ["0.01", "0.5", "1", "1.5", "3", "5", "10", "15", "2.5e1"];

    [Fact]
    public void Accepts_RandomSets_WhatTheSetContains()
    {
        for (var seed = 0; seed < 80; seed++)
        {
            var arena = new NumberArena();
            var set = RandomSet(arena, new Random(seed), 3);
            var automaton = new NumberAutomaton(arena);
            foreach (var text in Texts)
            {
                var contains = arena.Contains(set, text);
                var accepts = Run(automaton, automaton.StateOf(set), text) is var state && state != 0 && automaton.Accepts(state);
                if (accepts) Assert.True(contains, $"seed {seed}: {text} is accepted, not contained");
                else if (MustBeOffered(text)) Assert.False(contains, $"seed {seed}: {text} is contained, not accepted");
            }
        }
    }

    [Fact]
    public void Step_RandomSets_NeverStuck()
    {
        for (var seed = 0; seed < 80; seed++)
        {
            var arena = new NumberArena();
            var set = RandomSet(arena, new Random(seed), 3);
            var automaton = new NumberAutomaton(arena);
            foreach (var text in Texts.Where((_, at) => at % 7 == 0))
            {
                var state = automaton.StateOf(set);
                for (var i = 0; i < text.Length && state != 0; i++)
                {
                    AssertFinishes(automaton, state, $"seed {seed}: {text[..i]}");
                    state = automaton.Step(state, (byte)text[i]);
                }
            }
        }
    }

    [Fact]
    public void Bytes_RandomSets_AreAsFewAsASearchFinds()
    {
        var compared = 0;
        for (var seed = 0; seed < 80; seed++)
        {
            var arena = new NumberArena();
            var set = RandomSet(arena, new Random(seed), 3);
            var automaton = new NumberAutomaton(arena);
            foreach (var text in Texts.Where((_, at) => at % 11 == 0))
            {
                var prefix = NumberPrefix.Empty;
                var state = automaton.StateOf(set);
                foreach (var value in text)
                {
                    state = automaton.Step(state, (byte)value);
                    if (state == 0) break;
                    prefix = prefix.After((byte)value)!;
                    if (NumberFinish.Bytes(arena, new NumberSide(set, prefix.IsNegative), prefix) is not { } bytes) continue;
                    Assert.Equal((seed, text, prefix.Digits, Search(automaton, state)), (seed, text, prefix.Digits, bytes));
                    compared++;
                }
            }
        }

        Assert.True(compared > 1_000, $"{compared} compared");
    }

    [Theory]
    [InlineData("8721", "2,13,5,7,11,37")]
    [InlineData("0.000123", "7,3.3")]
    public void MinBytes_DivisorsThatTellMillionsApart_FewStates(string multiple, string excluded)
    {
        var arena = new NumberArena();
        var set = arena.MultipleOf(Number(multiple));
        foreach (var divisor in excluded.Split(',')) set = arena.And(set, arena.Not(arena.MultipleOf(Number(divisor))));
        var automaton = new NumberAutomaton(arena);
        var random = new Random(1);
        for (var time = 0; time < 20; time++)
        {
            var state = automaton.StateOf(set);
            for (var step = random.Next(12); step > 0; step--)
            {
                if (automaton.Step(state, (byte)('0' + random.Next(10))) is var next and not 0) state = next;
            }

            AssertFinishes(automaton, state, $"{multiple} {time}");
        }

        Assert.InRange(automaton.Count, 100, 20_000);
    }

    [Fact]
    public void IsEmpty_RandomSets_AgreesWithTexts()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var arena = new NumberArena();
            var set = RandomSet(arena, new Random(seed), 3);
            if (arena.IsEmpty(set)) Assert.DoesNotContain(Texts, text => arena.Contains(set, text));
            else Assert.NotEqual(0, new NumberAutomaton(arena).StateOf(set));
            foreach (var value in arena.Enumerate(set, 20)) Assert.True(set.Plain.Contains(value) || set.Other.Contains(value));
        }
    }

    [Theory]
    [InlineData("1e-05")]
    [InlineData("1e+16")]
    [InlineData("5e-324")]
    [InlineData("1.7976931348623157e+308")]
    [InlineData("-2.5e-08")]
    public void Accepts_WhatPythonWrites_UnderPlainNumberAndRanges(string text)
    {
        var arena = new NumberArena();
        var range = arena.And(arena.AtLeast(Number("-1")), arena.AtMost(Number("1e400")));
        foreach (var set in new[] { arena.All, range })
        {
            var automaton = new NumberAutomaton(arena);
            Assert.True(automaton.Accepts(Run(automaton, automaton.StateOf(set), text)));
        }
    }

    [Theory]
    [InlineData("1.0", true)]
    [InlineData("1e0", true)]
    [InlineData("12", true)]
    [InlineData("1.5", false)]
    [InlineData("1.0001", false)]
    public void Integer_IsAboutValues(string text, bool expected)
    {
        var arena = new NumberArena();
        var automaton = new NumberAutomaton(arena);
        var state = Run(automaton, automaton.StateOf(arena.Integer), text);
        Assert.Equal(expected, state != 0 && automaton.Accepts(state));
        Assert.False(arena.Contains(arena.IntegerText, "1.0"));
    }

    [Fact]
    public void Step_From10To15After1_Only0To5()
    {
        var arena = new NumberArena();
        var set = arena.And([arena.Integer, arena.AtLeast(Number("10")), arena.AtMost(Number("15"))]);
        var automaton = new NumberAutomaton(arena);
        var after = Run(automaton, automaton.StateOf(set), "1");
        Assert.Equal("012345", string.Concat("0123456789".Where(digit => automaton.Step(after, (byte)digit) != 0)));
        Assert.Equal(2, automaton.MinBytes(automaton.StateOf(set)));
    }

    [Fact]
    public void Integer_IsTiny()
    {
        var arena = new NumberArena();
        var automaton = new NumberAutomaton(arena);
        var seen = new HashSet<int> { automaton.StateOf(arena.Integer) };
        var queue = new Queue<int>(seen);
        while (queue.TryDequeue(out var state))
        {
            foreach (var value in "0123456789-+.eE")
            {
                if (automaton.Step(state, (byte)value) is var next && next != 0 && seen.Add(next)) queue.Enqueue(next);
            }
        }

        Assert.True(seen.Count <= 64, $"{seen.Count} states");
    }

    [Fact]
    public void MaskKey_BoundPassed_SharedBetweenSets()
    {
        var arena = new NumberArena();
        var other = new NumberArena();
        var automaton = new NumberAutomaton(arena);
        var free = new NumberAutomaton(other);
        Assert.Equal(
            automaton.MaskKey(Run(automaton, automaton.StateOf(arena.And(arena.Integer, arena.AtLeast(Number("0")))), "12")),
            free.MaskKey(Run(free, free.StateOf(other.Integer), "57")));
    }

    internal static ExactNumber Number(string text) => ExactNumber.TryParse(text, out var number) ? number : throw new FormatException(text);

    /// <summary>Texts without exponent, and with one after a single digit where no divisor complicates it; -0 may be left out.</summary>
    private static bool MustBeOffered(string text) => !text.Contains('e') && Number(text).Sign != 0;

    private static int Run(NumberAutomaton automaton, int state, string text) => Encoding.ASCII.GetBytes(text).Aggregate(state, automaton.Step);

    private static void AssertFinishes(NumberAutomaton automaton, int state, string place)
    {
        for (var steps = 0; !automaton.Accepts(state); steps++)
        {
            var left = automaton.MinBytes(state);
            var next = "0123456789-+.e".Select(value => automaton.Step(state, (byte)value)).Where(next => next != 0).OrderBy(automaton.MinBytes).FirstOrDefault();
            Assert.True(next != 0 && steps < 50, place + " is stuck");
            Assert.Equal(left - 1, automaton.MinBytes(next));
            state = next;
        }
    }

    /// <summary>Fewest bytes to an accepting state, level by level.</summary>
    private static int Search(NumberAutomaton automaton, int start)
    {
        var seen = new HashSet<int> { start };
        var level = new List<int> { start };
        for (var bytes = 0; ; bytes++)
        {
            if (level.Exists(automaton.Accepts)) return bytes;
            level = [.. level.SelectMany(state => "0123456789-+.e".Select(value => automaton.Step(state, (byte)value))).Where(next => next != 0 && seen.Add(next))];
        }
    }

    private static NumberSet RandomSet(NumberArena arena, Random random, int depth)
    {
        if (depth > 0 && random.Next(4) > 0)
        {
            return random.Next(3) switch
            {
                0 => arena.Or(RandomSet(arena, random, depth - 1), RandomSet(arena, random, depth - 1)),
                1 => arena.And(RandomSet(arena, random, depth - 1), RandomSet(arena, random, depth - 1)),
                _ => arena.Not(RandomSet(arena, random, depth - 1)),
            };
        }

        var bound = Number(Bounds[random.Next(Bounds.Length)]);
        return random.Next(9) switch
        {
            0 => arena.AtLeast(bound),
            1 => arena.Above(bound),
            2 => arena.AtMost(bound),
            3 => arena.Below(bound),
            4 => arena.Equal(bound),
            5 => arena.Integer,
            6 => arena.IntegerText,
            _ => arena.MultipleOf(Number(Divisors[random.Next(Divisors.Length)])),
        };
    }

    private static IEnumerable<string> AllTexts(string alphabet, int length)
    {
        IEnumerable<string> level = [""];
        for (var i = 0; i < length; i++)
        {
            level = level.SelectMany(text => alphabet.Select(character => text + character)).ToArray();
            foreach (var text in level) yield return text;
        }
    }
}
