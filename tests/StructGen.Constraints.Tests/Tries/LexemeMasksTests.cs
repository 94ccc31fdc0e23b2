using System.Text;
using StructGen.Constraints.Automata;
using StructGen.Constraints.Patterns;
using StructGen.Constraints.Tries;

namespace StructGen.Constraints.Tests.Tries;

public class LexemeMasksTests
{
    [Fact]
    public void Get_LimitPassed_ForgetsOldEntriesAndComputesThemAnew()
    {
        var vocabulary = ToyVocabularies.Small(2);
        var masks = new LexemeMasks(vocabulary, limitBytes: 8_000);
        for (var round = 0; round < 2; round++)
        {
            for (var length = 1; length < 40; length++)
            {
                var text = ToyAutomaton.Text(length);
                Same(new LexemeScan(vocabulary).Walk(text, text.Start, 0, ByteSet.All), masks.Get(text, text.Start, 0, ByteSet.All));
            }
        }

        Assert.InRange(masks.Count, 1, 20);
    }

    [Fact]
    public void Get_SameKeyOfAnotherAutomaton_GivesTheSameEntry()
    {
        var masks = new LexemeMasks(ToyVocabularies.Small(2));
        var one = ToyAutomaton.Text();
        var other = ToyAutomaton.Text();
        Assert.Same(masks.Get(one, one.Start, 0, ByteSet.All), masks.Get(other, other.Start, 0, ByteSet.All));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Difference_MemberNames_EqualsWalk(bool llama)
    {
        Assert.SkipWhen(llama && ToyVocabularies.Llama is null, "Needs Llama 3's vocabulary.");
        var vocabulary = llama ? ToyVocabularies.Llama! : ToyVocabularies.Small(4);
        var scan = new LexemeScan(vocabulary);
        var names = ToyAutomaton.Names(true, "id", "name", "nick", "a", "value", "the");
        foreach (var state in States(names, "nam").Concat(States(names, "value")).Concat(States(names, "the")))
        {
            var free = LexemeScan.FindBase(names, state);
            Assert.NotEqual(0, free);
            Same(scan.Walk(names, state, 0, ByteSet.All), scan.Difference(names, state, free, scan.Walk(names, free, 0, ByteSet.All), ByteSet.All));
            var quote = default(ByteSet);
            quote.Add((byte)'"');
            Same(scan.Walk(names, state, 0, quote), scan.Difference(names, state, free, scan.Walk(names, free, 0, quote), quote));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Difference_NamesThatAreTaken_EqualsWalk(bool llama)
    {
        Assert.SkipWhen(llama && ToyVocabularies.Llama is null, "Needs Llama 3's vocabulary.");
        var vocabulary = llama ? ToyVocabularies.Llama! : ToyVocabularies.Small(4);
        var scan = new LexemeScan(vocabulary);

        // Any text but "id", "name" and "x", and nothing that begins with "q".
        string[] taken = ["id", "name", "x"];
        var text = ToyAutomaton.Text();
        var others = new ToyAutomaton(
            "not:",
            (state, value) =>
            {
                if (!state.StartsWith("not:", StringComparison.Ordinal)) return text.StepByName(state, value);
                var next = state[4..] + (char)value;
                if (next == "q") return null;
                return taken.Any(name => name.StartsWith(next, StringComparison.Ordinal)) ? "not:" + next : text.StepByName("text", value);
            },
            state => state.StartsWith("not:", StringComparison.Ordinal) ? (taken.Contains(state[4..]) ? 1 : 0) : text.RestByName(state));
        foreach (var state in States(others, "name").Concat(States(others, "id")))
        {
            var free = LexemeScan.FindBase(others, state);
            Assert.NotEqual(0, free);
            Same(scan.Walk(others, state, 0, ByteSet.All), scan.Difference(others, state, free, scan.Walk(others, free, 0, ByteSet.All), ByteSet.All));
            var quote = default(ByteSet);
            quote.Add((byte)'"');
            Same(scan.Walk(others, state, 0, quote), scan.Difference(others, state, free, scan.Walk(others, free, 0, quote), quote));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Get_CountersThatTokensMayExhaust_EqualsWalk(bool llama)
    {
        Assert.SkipWhen(llama && ToyVocabularies.Llama is null, "Needs Llama 3's vocabulary.");
        var vocabulary = llama ? ToyVocabularies.Llama! : ToyVocabularies.Small(4);
        var arena = new PatternArena(ConstraintLimits.Default);
        var strings = new StringAutomaton(arena);
        var words = arena.Search(@"^(?:\S+\s+){0,9}\S+$");
        Pattern[] patterns =
        [
            arena.Length(0, 30),
            arena.Length(25, 30),
            words,
            arena.And(arena.Length(0, 40), words),
            arena.Search("^(?:[a-c]{2,5}[0-9]?){1,7}$"),
            arena.Search("^(?:x{0,9}|(?:ab?){3,12}){0,6}-$"),
            arena.And(arena.Length(0, 12), arena.Search("^[a-z ]+END$")),
            arena.And(arena.Length(3, 20), arena.Not(arena.Search("a{5,9}"))),
        ];
        foreach (var pattern in patterns)
        {
            // Fresh, so that every difference is to an entry that was found in this very test.
            var masks = new LexemeMasks(vocabulary);
            foreach (var text in (string[])["aa bb é \\n ab ab ab ab ab", "abcab1abab", "xxxxxababaxx", "abend END"])
            {
                var state = strings.StateOf(pattern);
                for (var at = 0; state != 0; at++)
                {
                    Same(new LexemeScan(vocabulary).Walk(strings, state, 0, ByteSet.All), masks.Get(strings, state, 0, ByteSet.All));
                    if (at == text.Length) break;
                    foreach (var value in Encoding.UTF8.GetBytes(text.Substring(at, 1))) state = strings.Step(state, value);
                }
            }
        }
    }

    private static IEnumerable<int> States(ToyAutomaton automaton, string text)
    {
        var state = automaton.Start;
        yield return state;
        foreach (var letter in text) yield return state = automaton.Step(state, (byte)letter);
    }

    private static void Same(LexemeEntry expected, LexemeEntry actual)
    {
        Assert.Equal(expected.Stay, actual.Stay);
        Assert.Equal(expected.Exits, actual.Exits);
        Assert.Equal(expected.Groups.Select(group => group.Value), actual.Groups.Select(group => group.Value));
        foreach (var (one, other) in expected.Groups.Zip(actual.Groups)) Assert.Equal(one.Runs, other.Runs);
    }
}
