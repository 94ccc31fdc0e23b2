using CsCheck;
using StructGen.Constraints;
using StructGen.Generation.Decoding;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Tests.Decoding;

public sealed class TokenChooserTests
{
    private const int Size = 300;

    private static readonly Gen<(float[] Logits, ulong[] Mask)> Rows = Gen.Select(
        Gen.Float[-20, 20].Array[Size],
        Gen.OneOf(Gen.Const(0UL), Gen.Const(ulong.MaxValue), Gen.ULong).Array[(Size + 63) / 64]);

    [Fact]
    public void Choose_Greedy_IsTheLargestOfTheAllowed() => Rows.Sample(row =>
    {
        var expected = Allowed(row.Mask).OrderByDescending(token => row.Logits[token]).ThenBy(token => token).Select(token => (int?)token).FirstOrDefault() ?? -1;
        Assert.Equal(expected, new TokenChooser(SamplingOptions.Default, Size).Choose(row.Logits, row.Mask));
    });

    [Fact]
    public void Choose_Drawn_IsAlwaysAllowed() => Gen.Select(Rows, Gen.Float[0.1f, 3], Gen.Int, Gen.Bool).Sample((row, temperature, seed, filtered) =>
    {
        var options = new SamplingOptions { Temperature = temperature, Seed = seed, TopP = filtered ? 0.9f : null, MinP = filtered ? 0.05f : null };
        var token = new TokenChooser(options, Size).Choose(row.Logits, row.Mask);
        Assert.True(token < 0 ? TokenMask.IsEmpty(row.Mask) || !Allowed(row.Mask).Any() : TokenMask.Contains(row.Mask, token));
    });

    [Fact]
    public void Choose_Drawn_FollowsTheModelsProbabilitiesAmongTheAllowed()
    {
        // Probabilities 1/2, 1/4, 1/4 when the forbidden one (token 0, by far the likeliest) is taken away.
        var counts = Draws(new SamplingOptions { Temperature = 1, Seed = 1 }, [9, MathF.Log(2), 0, 0], 0b1110, 20_000);
        Assert.Equal(0, counts[0]);
        Assert.InRange(counts[1] / 20_000.0, 0.48, 0.52);
        Assert.InRange(counts[2] / 20_000.0, 0.23, 0.27);
        Assert.InRange(counts[3] / 20_000.0, 0.23, 0.27);
    }

    [Theory]
    [InlineData(2, null, null, 0b1010)]
    [InlineData(null, 0.6f, null, 0b1010)]
    [InlineData(null, 0.4f, null, 0b1000)]
    [InlineData(null, null, 0.3f, 0b1010)]
    [InlineData(1, null, null, 0b1000)]
    [InlineData(null, 1f, null, 0b1111)]
    [InlineData(null, 0f, null, 0b1000)]
    public void Choose_Filtered_DrawsFromTheRightTokens(int? topK, float? topP, float? minP, int expected)
    {
        // Probabilities 0.1, 0.3, 0.1, 0.5.
        var options = new SamplingOptions { Temperature = 1, Seed = 3, TopK = topK, TopP = topP, MinP = minP };
        var counts = Draws(options, [MathF.Log(0.1f), MathF.Log(0.3f), MathF.Log(0.1f), MathF.Log(0.5f)], 0b1111, 2000);
        Assert.Equal(expected, counts.Select((count, token) => count > 0 ? 1 << token : 0).Sum());
    }

    [Fact]
    public void Choose_SameSeed_DrawsTheSame()
    {
        float[] logits = [.. Enumerable.Range(0, Size).Select(i => (float)Math.Sin(i))];
        ulong[] mask = [ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, (1UL << 44) - 1];
        Assert.Equal(Sequence(42), Sequence(42));
        Assert.NotEqual(Sequence(42), Sequence(43));

        int[] Sequence(int seed)
        {
            var chooser = new TokenChooser(new SamplingOptions { Temperature = 1, Seed = seed, TopP = 0.95f }, Size);
            return [.. Enumerable.Range(0, 50).Select(_ => chooser.Choose(logits, mask))];
        }
    }

    [Fact]
    public void DrawSequence_Seed_GivesThePublishedNumbers()
    {
        // SplitMix64 with state 1234567: the first outputs are published with the reference implementation (prng.di.unimi.it).
        var draws = new DrawSequence(1234567);
        Assert.Equal((6457827717110365317UL >> 11) * (1.0 / (1UL << 53)), draws.Next());
        Assert.Equal((3203168211198807973UL >> 11) * (1.0 / (1UL << 53)), draws.Next());
    }

    [Fact]
    public void Choose_OddLogits_StillGivesAnAllowedToken()
    {
        foreach (var temperature in (float[])[0, 1])
        {
            var chooser = new TokenChooser(new SamplingOptions { Temperature = temperature, Seed = 1 }, 128);
            var logits = new float[128];
            Array.Fill(logits, float.NaN);
            Assert.Equal(3, chooser.Choose(logits, [0b1000UL, 0]));
            Array.Fill(logits, float.NegativeInfinity);
            Assert.Equal(3, chooser.Choose(logits, [0b1000UL, 0]));
            logits[70] = 1;
            logits[71] = float.NaN;
            Assert.Equal(70, chooser.Choose(logits, [ulong.MaxValue, ulong.MaxValue]));
            Assert.Equal(-1, chooser.Choose(logits, [0UL, 0]));
        }
    }

    [Theory]
    [InlineData(0f, null)]
    [InlineData(0.8f, null)]
    [InlineData(0.8f, 0.9f)]
    public void Choose_AfterWarmUp_AllocatesNothing(float temperature, float? topP)
    {
        const int Large = 50_000;
        float[] logits = [.. Enumerable.Range(0, Large).Select(i => (float)Math.Sin(i) * 5)];
        var mask = new ulong[(Large + 63) / 64];
        Array.Fill(mask, 0xF0F0_FFFF_0000_FFFFUL);
        var chooser = new TokenChooser(new SamplingOptions { Temperature = temperature, Seed = 1, TopP = topP }, Large);
        for (var i = 0; i < 50; i++) chooser.Choose(logits, mask);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 50; i++) chooser.Choose(logits, mask);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static IEnumerable<int> Allowed(ulong[] mask) => Enumerable.Range(0, Size).Where(token => TokenMask.Contains(mask, token));

    private static int[] Draws(SamplingOptions options, float[] logits, ulong mask, int count)
    {
        var chooser = new TokenChooser(options, logits.Length);
        var counts = new int[logits.Length];
        for (var i = 0; i < count; i++) counts[chooser.Choose(logits, [mask])]++;
        return counts;
    }
}
