using System.Numerics;
using System.Text;

namespace StructGen.Constraints.Tests.Tries;

public class ConstraintMatcherTests
{
    private readonly Vocabulary _vocabulary = ToyVocabularies.Small(5);

    [Fact]
    public void TryAccept_TokenNotInMask_ChangesNothing()
    {
        var matcher = Compile("arrays").CreateMatcher();
        Assert.False(matcher.TryAccept(Token("}")));
        Assert.False(matcher.TryAccept(900));
        Assert.False(matcher.TryAccept(902));
        Assert.False(matcher.TryAccept(-1));
        Assert.False(matcher.TryAccept(5000));
        Assert.Equal(0, matcher.Steps);
        Assert.True(matcher.TryAccept(Token("[")));
    }

    [Fact]
    public void IsAllowed_EveryToken_AgreesWithMask()
    {
        var matcher = Compile("objects").CreateMatcher();
        Assert.True(matcher.TryAcceptBytes("{\"na"u8));
        for (var token = 0; token < _vocabulary.Count; token++) Assert.Equal(TokenMask.Contains(matcher.Mask, token), matcher.IsAllowed(token));
    }

    [Fact]
    public void TryAccept_EndToken_CompletesTheAnswer()
    {
        var matcher = Compile("arrays").CreateMatcher();
        Assert.True(matcher.TryAcceptBytes("[1]"u8));
        Assert.True(matcher.CanEnd);
        Assert.True(matcher.IsComplete);
        Assert.Equal([900, 901], Enumerable.Range(0, _vocabulary.Count).Where(token => TokenMask.Contains(matcher.Mask, token)));
        Assert.True(matcher.TryAccept(901));
        Assert.True(matcher.IsComplete);
        Assert.True(TokenMask.IsEmpty(matcher.Mask));
        Assert.False(matcher.TryAccept(901));
        matcher.Rollback(1);
        Assert.False(TokenMask.IsEmpty(matcher.Mask));
    }

    [Fact]
    public void IsComplete_NumberThatCouldGoOn_IsFalse()
    {
        var matcher = Compile("ambiguous").CreateMatcher();
        Assert.True(matcher.TryAcceptBytes("\"ab\",1"u8));
        Assert.True(matcher.CanEnd);
        Assert.False(matcher.IsComplete);
    }

    [Fact]
    public void Rollback_ManySteps_RestoresTheMask()
    {
        var matcher = Compile("arrays").CreateMatcher();
        var masks = new List<ulong[]>();
        var bytes = Encoding.UTF8.GetBytes("[\"" + new string('a', 600) + "\"]");
        foreach (var value in bytes)
        {
            masks.Add(matcher.Mask.ToArray());
            Assert.True(matcher.TryAcceptBytes([value]));
        }

        while (matcher.Steps > 0)
        {
            matcher.Rollback(Math.Min(7, matcher.Steps));
            Assert.Equal(masks[matcher.Steps], matcher.Mask.ToArray());
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => matcher.Rollback(1));
    }

    [Fact]
    public void Fork_OneGoesOn_TheOtherStays()
    {
        var matcher = Compile("arrays").CreateMatcher();
        Assert.True(matcher.TryAcceptBytes("["u8));
        var fork = matcher.Fork();
        Assert.True(fork.TryAcceptBytes("1]"u8));
        Assert.False(matcher.CanEnd);
        Assert.True(matcher.TryAcceptBytes("\"x\"]"u8));
        fork.Rollback(2);
        Assert.Equal(0, fork.Steps);
    }

    [Fact]
    public void ForcedBytes_OnlyOneWay_WritesItAndStopsAtTheChoice()
    {
        var matcher = Compile("closed").CreateMatcher();
        Span<byte> buffer = stackalloc byte[64];
        Assert.Equal(1, matcher.ForcedBytes(buffer));
        Assert.True(matcher.TryAcceptBytes("{\"i"u8));
        Assert.Equal("d\":", Encoding.UTF8.GetString(buffer[..matcher.ForcedBytes(buffer)]));
        Assert.Equal(2, matcher.ForcedBytes(buffer[..2]));
        Assert.True(matcher.TryAcceptBytes("d\": 1"u8));
        Assert.Equal(0, matcher.ForcedBytes(buffer));
        Assert.True(matcher.TryAcceptBytes("}"u8));
        Assert.Equal(0, matcher.ForcedBytes(buffer));
    }

    [Theory]
    [InlineData("arrays", "[[\"ab")]
    [InlineData("arrays", "[1,")]
    [InlineData("ambiguous", "\"ab")]
    public void FillClosingMask_AnySlack_EqualsBruteForce(string grammar, string text)
    {
        var machine = MaskTests.Machine(grammar);
        var matcher = MaskTests.Constraint(machine, _vocabulary).CreateMatcher();
        Assert.True(matcher.TryAcceptBytes(Encoding.UTF8.GetBytes(text)));
        var state = machine.Start;
        foreach (var value in Encoding.UTF8.GetBytes(text)) state = machine.Step(state, value);
        var mask = new ulong[_vocabulary.MaskLength + 2];
        for (var slack = 0; slack < 5; slack++)
        {
            var budget = matcher.MinBytesToEnd + slack;
            mask.AsSpan().Fill(ulong.MaxValue);
            Assert.True(matcher.FillClosingMask(mask, budget));
            for (var token = 0; token < _vocabulary.Count; token++)
            {
                if (!_vocabulary.IsText(token)) continue;
                var at = state;
                foreach (var value in _vocabulary.GetBytes(token)) at = at == 0 ? 0 : machine.Step(at, value);
                var fits = at != 0 && machine.MinBytes(at) + _vocabulary.GetBytes(token).Length <= budget;
                Assert.Equal(fits, TokenMask.Contains(mask, token));
            }

            Assert.Equal(0UL, mask[^1]);
        }
    }

    [Fact]
    public void FillClosingMask_BudgetTooSmall_SaysSoAndGivesTheNearest()
    {
        var matcher = Compile("arrays").CreateMatcher();
        Assert.True(matcher.TryAcceptBytes("[[[\"ab"u8));
        var mask = new ulong[_vocabulary.MaskLength];
        Assert.False(matcher.FillClosingMask(mask, 2));
        var expected = new ulong[_vocabulary.MaskLength];
        Assert.True(matcher.FillClosingMask(expected, matcher.MinBytesToEnd));
        Assert.Equal(expected, mask);
    }

    [Theory]
    [InlineData("arrays")]
    [InlineData("ambiguous")]
    public void Mask_RandomWalkWithClosing_NeverStuckAndFinishes(string grammar)
    {
        var constraint = Compile(grammar);
        var closing = new ulong[_vocabulary.MaskLength];
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var matcher = constraint.CreateMatcher();
            for (var step = 0; ; step++)
            {
                Assert.True(step < 500, "The walk does not end.");
                ReadOnlySpan<ulong> mask = matcher.Mask;
                Assert.False(TokenMask.IsEmpty(mask));
                if (step > 30)
                {
                    Assert.True(matcher.FillClosingMask(closing, matcher.MinBytesToEnd));
                    mask = closing;
                }

                var allowed = Tokens(mask);
                var token = matcher.CanEnd && step > 30 ? 900 : allowed[random.Next(allowed.Count)];
                Assert.True(matcher.TryAccept(token));
                if (token is 900 or 901) break;
            }
        }
    }

    [Fact]
    public void FillMask_WarmedUp_AllocatesNothing()
    {
        var constraint = Compile("objects");
        var matcher = constraint.CreateMatcher();
        var bytes = Encoding.UTF8.GetBytes("{\"id\": 12,\"name\":\"Ada\", \"nickname\":\"xy\"}");
        var mask = new ulong[_vocabulary.MaskLength];
        var forced = new byte[16];
        Run();
        Run();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run()
        {
            for (var i = 0; i < bytes.Length; i++)
            {
                matcher.FillMask(mask);
                _ = matcher.ForcedBytes(forced);
                _ = matcher.IsComplete;
                if (!matcher.IsAllowed(bytes[i]) || !matcher.TryAccept(bytes[i])) throw new InvalidOperationException();
            }

            matcher.Rollback(bytes.Length);
        }
    }

    [Fact]
    public async Task Mask_EightThreads_AllAgreeWithOne()
    {
        var text = Encoding.UTF8.GetBytes("{\"id\": 12,\"name\":\"Ada\", \"nickname\":\"xy\",\"a\":\"\",\"b\":\"c\"}");
        var expected = Masks(Compile("objects", new Vocabulary(All(), [900, 901], [902])), 0);
        var vocabulary = new Vocabulary(All(), [900, 901], [902]);
        var shared = Enumerable.Range(0, 4).Select(_ => Compile("objects", vocabulary, maskBytes: 20 * vocabulary.MaskLength * 8)).ToArray();
        var tasks = Enumerable.Range(0, 8).Select(thread => Task.Factory.StartNew(
            () =>
            {
                for (var round = 0; round < 20; round++) Assert.Equal(expected, Masks(shared[(thread + round) % shared.Length], 0));
            },
            TaskCreationOptions.LongRunning));
        await Task.WhenAll(tasks);

        List<byte[]> All() => [.. Enumerable.Range(0, _vocabulary.Count).Select(token => _vocabulary.GetBytes(token).ToArray())];

        List<ulong> Masks(CompiledConstraint constraint, int _)
        {
            var hashes = new List<ulong>();
            var matcher = constraint.CreateMatcher();
            foreach (var value in text)
            {
                ulong hash = 17;
                foreach (var word in matcher.Mask) hash = BitOperations.RotateLeft(hash, 5) ^ (word * 0x9E3779B97F4A7C15);
                hashes.Add(hash);
                Assert.True(matcher.TryAccept(value));
            }

            return hashes;
        }
    }

    private static List<int> Tokens(ReadOnlySpan<ulong> mask)
    {
        var tokens = new List<int>();
        for (var place = 0; place < mask.Length; place++)
        {
            for (var word = mask[place]; word != 0; word &= word - 1) tokens.Add((place << 6) + BitOperations.TrailingZeroCount(word));
        }

        return tokens;
    }

    private CompiledConstraint Compile(string grammar, Vocabulary? vocabulary = null, long maskBytes = 1 << 20)
        => MaskTests.Constraint(MaskTests.Machine(grammar), vocabulary ?? _vocabulary, new ConstraintLimits { MaskBytes = maskBytes });

    private int Token(string text)
    {
        for (var token = 0; token < _vocabulary.Count; token++)
        {
            if (_vocabulary.GetBytes(token).SequenceEqual(Encoding.UTF8.GetBytes(text))) return token;
        }

        throw new InvalidOperationException(text);
    }
}
