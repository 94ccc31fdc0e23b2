using System.Runtime.InteropServices;
using StructGen.Generation.Models;
using StructGen.TestKit.Gguf;

namespace StructGen.LLamaSharp.Tests;

public sealed class RepeatableSessionTests(TinyModelFile file) : IClassFixture<TinyModelFile>
{
    private static readonly int[] Text = [.. Enumerable.Range(0, 700).Select(i => i * 7919 % 256)];

    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(128)]
    [InlineData(200)]
    [InlineData(577)]
    public async Task OpenRepeatable_WhateverTheCacheHeld_GivesEqualBytes(int length)
    {
        var options = new LLamaSharpOptions { Threads = 1, Contexts = 1, ContextLength = 1024 };
        var prompt = Text[..length];
        byte[] expected;
        using (var fresh = await file.LoadAsync(options)) expected = await LogitsOf(fresh, prompt);

        using var model = await file.LoadAsync(options);
        var random = new Random(length);
        var cached = 0;
        for (var round = 0; round < 12; round++)
        {
            await MakeHistory(model, random, prompt);
            using (var session = await model.OpenRepeatableAsync(prompt, default)) cached += session.CachedPromptTokens;
            Assert.Equal(expected, await LogitsOf(model, prompt));
        }

        Assert.True(length <= 64 || cached > 0, "nothing was ever reused");
    }

    [Fact]
    public async Task OpenRepeatable_SmallBatches_ChunksAreNoLargerThanABatch()
    {
        var options = new LLamaSharpOptions { Threads = 1, Contexts = 1, BatchSize = 32 };
        using var model = await file.LoadAsync(options);
        var expected = await LogitsOf(model, Text[..100]);
        using (var other = await model.OpenAsync(Text.AsMemory(0, 50), default)) other.Append([1, 2, 3], default);
        Assert.Equal(expected, await LogitsOf(model, Text[..100]));
        using var again = await model.OpenRepeatableAsync(Text.AsMemory(0, 100), default);
        Assert.Equal(96, again.CachedPromptTokens);
    }

    // What others may leave behind: another beginning, a longer or shorter text, single tokens, forks, a reading that was stopped.
    private static async Task MakeHistory(LLamaSharpModel model, Random random, int[] prompt)
    {
        var shared = random.Next(0, prompt.Length + 1);
        int[] other = [.. prompt[..shared], .. Enumerable.Range(0, random.Next(1, 200)).Select(_ => random.Next(256))];
        using var session = random.Next(2) == 0 ? await model.OpenAsync(other, default) : await model.OpenRepeatableAsync(other, default);
        for (var i = random.Next(8); i > 0; i--) session.Append([random.Next(256)], default);
        if (random.Next(3) == 0)
        {
            using var fork = session.Fork();
            fork!.Append([1, 2, 3], default);
            session.Append([4], default);
        }

        if (random.Next(3) == 0) session.Rewind(random.Next(1, session.Position + 1), default);
        if (random.Next(3) != 0) return;
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        Assert.ThrowsAny<OperationCanceledException>(() => session.Append(Text.AsSpan(0, 100), stopped.Token));
    }

    private static async Task<byte[]> LogitsOf(LLamaSharpModel model, int[] prompt)
    {
        var bytes = new List<byte>();
        using var session = await model.OpenRepeatableAsync(prompt, default);
        Add(session);
        for (var token = 65; token < 70; token++)
        {
            session.Append([token], default);
            Add(session);
        }

        session.Append([1, 2, 3], default);
        Add(session);
        return [.. bytes];

        void Add(ITokenSession at) => bytes.AddRange(MemoryMarshal.AsBytes(at.Logits));
    }
}
