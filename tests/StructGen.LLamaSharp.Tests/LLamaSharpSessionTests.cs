using System.Diagnostics;
using StructGen.Generation.Models;

namespace StructGen.LLamaSharp.Tests;

public sealed class LLamaSharpSessionTests(TinyModelFile file) : IClassFixture<TinyModelFile>
{
    private static readonly int[] Prompt = [.. "Extract the name from this text."u8.ToArray().Select(value => (int)value)];

    [Fact]
    public async Task Append_Token_ChangesLogitsAndPosition()
    {
        using var model = await file.LoadAsync();
        using var session = await model.OpenAsync(Prompt, default);
        var before = session.Logits.ToArray();
        Assert.Equal(model.Vocabulary.Count, before.Length);
        session.Append([65], default);
        Assert.Equal(Prompt.Length + 1, session.Position);
        Assert.NotEqual(before, session.Logits.ToArray());
    }

    [Fact]
    public async Task Logits_WrittenTo_AreReadBack()
    {
        using var model = await file.LoadAsync();
        using var session = await model.OpenAsync(Prompt, default);
        session.Logits[7] = float.NegativeInfinity;
        Assert.Equal(float.NegativeInfinity, session.Logits[7]);
    }

    [Fact]
    public async Task Rewind_ToAnEarlierPosition_GivesEqualLogits()
    {
        using var model = await file.LoadAsync();
        using var session = await model.OpenAsync(Prompt, default);
        session.Append([65], default);
        var expected = session.Logits.ToArray();
        session.Append([66], default);
        session.Append([67, 68, 69], default);
        session.Rewind(Prompt.Length + 1, default);
        Assert.Equal(Prompt.Length + 1, session.Position);
        Assert.Equal(expected, session.Logits.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    public async Task Rewind_OutsideTheSequence_Throws(int position)
    {
        using var model = await file.LoadAsync();
        using var session = await model.OpenAsync(Prompt, default);
        Assert.Throws<ArgumentOutOfRangeException>(() => session.Rewind(position, default));
    }

    [Fact]
    public async Task Fork_BothGoOn_IndependentlyWithTheirOwnLogits()
    {
        using var model = await file.LoadAsync(new LLamaSharpOptions { Threads = 1, Contexts = 1 });
        float[] expectedRoot, expectedFork;
        using (var alone = await model.OpenAsync(Prompt, default))
        {
            alone.Append([65], default);
            alone.Append([66], default);
            expectedRoot = alone.Logits.ToArray();
            alone.Rewind(Prompt.Length + 1, default);
            alone.Append([90], default);
            expectedFork = alone.Logits.ToArray();
        }

        using var root = await model.OpenAsync(Prompt, default);
        root.Append([65], default);
        var shared = root.Logits.ToArray();
        using var fork = root.Fork();
        Assert.NotNull(fork);
        Assert.Equal(shared, fork.Logits.ToArray());
        fork.Append([90], default);
        Assert.Equal(shared, root.Logits.ToArray());
        root.Append([66], default);
        Assert.Equal(expectedFork, fork.Logits.ToArray());
        Assert.Equal(expectedRoot, root.Logits.ToArray());
        Assert.Equal(root.Position, fork.Position);
    }

    [Fact]
    public async Task Fork_MoreThanThereAreSequences_GivesNullAndDisposingGivesThemBack()
    {
        using var model = await file.LoadAsync(new LLamaSharpOptions { Threads = 1, Contexts = 1 });
        var root = await model.OpenAsync(Prompt, default);
        var forks = new List<ITokenSession>();
        while (root.Fork() is { } fork) forks.Add(fork);
        Assert.NotEmpty(forks);
        forks[0].Dispose();
        forks[0] = root.Fork()!;
        Assert.NotNull(forks[0]);

        // The root may go first; the context is free when the last one goes.
        root.Dispose();
        forks[^1].Append([70], default);
        var second = forks[^1].Fork();
        Assert.Null(second);
        foreach (var fork in forks) fork.Dispose();
        using var next = await model.OpenAsync(Prompt, new CancellationTokenSource(5000).Token);
        Assert.Equal(Prompt.Length - 1, next.CachedPromptTokens);
    }

    [Fact]
    public async Task Open_PromptWithASharedHead_FindsItInTheCacheAndChoosesTheSameToken()
    {
        using var model = await file.LoadAsync(new LLamaSharpOptions { Threads = 1, Contexts = 1 });
        int[] second = [.. Prompt, 72, 73, 74];
        int expected;
        using (var cold = await model.OpenAsync(second, default))
        {
            Assert.Equal(0, cold.CachedPromptTokens);
            expected = Best(cold);
        }

        using (var other = await model.OpenAsync(new[] { 80, 81 }, default)) Assert.Equal(0, other.CachedPromptTokens);
        using (var first = await model.OpenAsync(Prompt, default)) first.Append([99, 98], default);
        using (var warm = await model.OpenAsync(second, default))
        {
            Assert.Equal(Prompt.Length, warm.CachedPromptTokens);
            Assert.Equal(expected, Best(warm));
        }

        using var same = await model.OpenAsync(second, default);
        Assert.Equal(second.Length - 1, same.CachedPromptTokens);
        Assert.Equal(expected, Best(same));
    }

    [Fact]
    public async Task Open_TwoContexts_TakesTheOneWithTheLongestCommonHead()
    {
        using var model = await file.LoadAsync(new LLamaSharpOptions { Threads = 1, Contexts = 2 });
        int[] other = [80, 81, 82];
        using (await model.OpenAsync(Prompt, default))
        using (await model.OpenAsync(other, default))
        {
        }

        for (var round = 0; round < 2; round++)
        {
            using (var session = await model.OpenAsync(Prompt, default)) Assert.Equal(Prompt.Length - 1, session.CachedPromptTokens);
            using (var session = await model.OpenAsync(other, default)) Assert.Equal(2, session.CachedPromptTokens);
        }
    }

    [Fact]
    public async Task Append_BeyondTheContext_ThrowsAndTheSessionStaysUsable()
    {
        using var model = await file.LoadAsync(new LLamaSharpOptions { Threads = 1, ContextLength = 256 });
        using var session = await model.OpenAsync(Prompt, default);
        var logits = session.Logits.ToArray();
        Assert.Throws<ContextExceededException>(() => session.Append(new int[256], default));
        Assert.Equal(Prompt.Length, session.Position);
        Assert.Equal(logits, session.Logits.ToArray());
        session.Append(new int[256 - Prompt.Length], default);
        Assert.Equal(256, session.Position);
        Assert.Throws<ContextExceededException>(() => session.Append([1], default));
    }

    [Fact]
    public async Task Open_LongPromptInChunks_GivesTheSameTokenAsOneChunk()
    {
        int[] prompt = [.. Enumerable.Range(0, 700).Select(i => 40 + (i * 7 % 60))];
        using var chunked = await file.LoadAsync(new LLamaSharpOptions { Threads = 1, BatchSize = 64 });
        using var whole = await file.LoadAsync(new LLamaSharpOptions { Threads = 1, BatchSize = 1024 });
        using var first = await chunked.OpenAsync(prompt, default);
        using var second = await whole.OpenAsync(prompt, default);
        Assert.Equal(Best(second), Best(first));
    }

    [Fact]
    public async Task Open_CancelledInsideALargeChunk_StopsLongBeforeItsEnd()
    {
        using var model = await TinyModelFile.LoadAsync(BundledModel.Path, new LLamaSharpOptions { Threads = 1, Contexts = 1, BatchSize = 4096 });
        int[] prompt = [.. Enumerable.Range(0, 4000).Select(i => 100 + (i * 31 % 20_000))];
        using var stop = new CancellationTokenSource();
        var opening = model.OpenAsync(prompt, stop.Token).AsTask();
        await Task.Delay(500, CancellationToken.None);
        Assert.False(opening.IsCompleted);
        var watch = Stopwatch.StartNew();
        var before = Environment.CpuUsage.TotalTime;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
        var computed = Environment.CpuUsage.TotalTime - before;
        Console.WriteLine($"cancelled a chunk of 4,000 tokens after {watch.ElapsedMilliseconds} ms, {computed.TotalMilliseconds:F0} ms of computing");

        // The whole chunk takes some twenty seconds of computing. Wall-clock time would measure what else the machine does.
        Assert.InRange(computed.TotalMilliseconds, 0, 3000);
        using var again = await model.OpenAsync(prompt.AsMemory(0, 8), default);
        Assert.Equal(8, again.Position);
    }

    [Fact]
    public async Task Open_CancelledBetweenChunks_KeepsWhatWasComputedAndGoesOnRight()
    {
        using var model = await TinyModelFile.LoadAsync(BundledModel.Path, new LLamaSharpOptions { Threads = 1, Contexts = 1, BatchSize = 16 });
        int[] prompt = [.. Enumerable.Range(0, 400).Select(i => 100 + (i * 31 % 20_000))];
        var cached = 0;
        for (var delay = 50; cached == 0; delay *= 2)
        {
            using var stop = new CancellationTokenSource(delay);
            try
            {
                (await model.OpenAsync(prompt, stop.Token)).Dispose();
            }
            catch (OperationCanceledException)
            {
            }

            using var next = await model.OpenAsync(prompt.AsMemory(0, 40), default);
            cached = next.CachedPromptTokens;
            if (cached == 0) continue;
            Assert.True(cached is 16 or 32 or 39, $"{cached} tokens in the cache");
            using var other = await TinyModelFile.LoadAsync(BundledModel.Path, new LLamaSharpOptions { Threads = 1, Contexts = 1 });
            using var cold = await other.OpenAsync(prompt.AsMemory(0, 40), default);
            Assert.Equal(Best(cold), Best(next));
        }
    }

    [Fact]
    public async Task Append_Cancelled_ThrowsAndTheNextSessionIsNotStopped()
    {
        using var model = await file.LoadAsync(new LLamaSharpOptions { Threads = 1, Contexts = 1 });
        using var stop = new CancellationTokenSource();
        var session = await model.OpenAsync(Prompt, stop.Token);
        await stop.CancelAsync();
        Assert.ThrowsAny<OperationCanceledException>(() => session.Append([65], stop.Token));
        session.Dispose();
        using var next = await model.OpenAsync(Prompt, default);
        next.Append([65, 66], default);
    }

    [Fact]
    public async Task Dispose_Twice_GivesTheContextBackOnce()
    {
        using var model = await file.LoadAsync(new LLamaSharpOptions { Threads = 1, Contexts = 1 });
        var session = await model.OpenAsync(Prompt, default);
        session.Dispose();
        session.Dispose();
        Assert.Throws<ObjectDisposedException>(() => session.Logits.Length);
        using var one = await model.OpenAsync(Prompt, default);
        using var impatient = new CancellationTokenSource(200);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await model.OpenAsync(Prompt, impatient.Token));
    }

    private static int Best(ITokenSession session) => System.Numerics.Tensors.TensorPrimitives.IndexOfMax<float>(session.Logits);
}
