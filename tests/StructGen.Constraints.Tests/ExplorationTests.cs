using System.Text;
using System.Text.Json;
using StructGen.Constraints.Tests.Tries;

namespace StructGen.Constraints.Tests;

/// <summary>A constraint serves any number of answers, though each leaves states behind that no other can use.</summary>
public class ExplorationTests
{
    // Names that the schema does not mention and unique items: every answer's states are its own.
    private const string Open = """{"additionalProperties": {"type": "array", "items": {"type": "integer"}, "uniqueItems": true}, "minProperties": 1}""";

    private static readonly Vocabulary s_vocabulary = ToyVocabularies.Small(5);

    [Fact]
    public void CreateMatcher_ThousandAnswersWithNamesOfTheirOwn_NeverMeetsTheLimit()
    {
        var constraint = Compile(Open, 4_000);
        var random = new Random(1);
        for (var answer = 0; answer < 1_000; answer++)
        {
            var matcher = constraint.CreateMatcher();
            Assert.True(matcher.TryAcceptBytes(Encoding.UTF8.GetBytes(Answer(random))));
            Assert.True(matcher.IsComplete);
        }
    }

    [Fact]
    public void Matchers_WhileOthersSpendTheStates_StayWhereTheyWereAndRollBack()
    {
        var constraint = Compile(Open, 4_000);
        var oracle = Compile(Open, 500_000);
        var random = new Random(2);
        var text = Encoding.UTF8.GetBytes(Answer(random)[..^1]);
        var matcher = constraint.CreateMatcher();
        var expected = oracle.CreateMatcher();
        for (var at = 0; at < text.Length; at++)
        {
            Assert.True(matcher.TryAcceptBytes(text.AsSpan(at, 1)));
            Assert.True(expected.TryAcceptBytes(text.AsSpan(at, 1)));
            SpendStates();
            AssertSame();
            var steps = random.Next(0, Math.Min(at, 4));
            var fork = matcher.Fork();
            fork.Rollback(steps);
            matcher.Rollback(steps);
            expected.Rollback(steps);
            AssertSame();
            Assert.True(fork.Mask.SequenceEqual(expected.Mask));
            foreach (var value in text.AsSpan(at + 1 - steps, steps))
            {
                Assert.True(matcher.TryAcceptBytes([value]));
                Assert.True(expected.TryAcceptBytes([value]));
            }
        }

        Assert.True(matcher.TryAcceptBytes("}"u8));
        Assert.True(matcher.TryAccept(s_vocabulary.EndTokens[0]));
        SpendStates();
        Assert.True(matcher.IsComplete);
        Assert.True(TokenMask.IsEmpty(matcher.Mask));

        void SpendStates()
        {
            for (var i = 0; i < 20; i++) Assert.True(constraint.CreateMatcher().TryAcceptBytes(Encoding.UTF8.GetBytes(Answer(random))));
        }

        void AssertSame()
        {
            Assert.True(matcher.Mask.SequenceEqual(expected.Mask));
            Assert.Equal(expected.MinBytesToEnd, matcher.MinBytesToEnd);
            Assert.Equal(expected.CanEnd, matcher.CanEnd);
        }
    }

    [Fact]
    public async Task Matchers_OnManyThreadsPastTheLimit_AllFinish()
    {
        var constraint = Compile(Open, 20_000);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(seed => Task.Run(() =>
        {
            var random = new Random(seed);
            for (var answer = 0; answer < 200; answer++)
            {
                var matcher = constraint.CreateMatcher();
                foreach (var value in Encoding.UTF8.GetBytes(Answer(random))) Assert.True(matcher.TryAcceptBytes([value]));
                Assert.True(matcher.CanEnd);
            }
        })));
    }

    [Fact]
    public void TryAccept_OneAnswerBeyondTheLimit_IsAClearErrorEachTime()
    {
        var constraint = Compile("""{"type": "array", "uniqueItems": true}""", 2_000);
        for (var time = 0; time < 2; time++)
        {
            var error = Assert.Throws<ConstraintLimitException>(() => constraint.CreateMatcher().TryAcceptBytes(Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Range(0, 5_000))}]")));
            Assert.Contains("AutomatonStates", error.Message, StringComparison.Ordinal);
        }
    }

    private static CompiledConstraint Compile(string schema, int states)
    {
        using var document = JsonDocument.Parse(schema);
        return new ConstraintCompiler(s_vocabulary).Compile(document.RootElement, new ConstraintOptions { Limits = new ConstraintLimits { AutomatonStates = states } });
    }

    private static string Answer(Random random)
        => $"{{\"{random.NextInt64():x}\":[{random.Next()},{random.Next()}],\"{random.NextInt64():x}\":[]}}";
}
