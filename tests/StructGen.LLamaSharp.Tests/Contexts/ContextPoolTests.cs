using System.Diagnostics.Metrics;
using StructGen.Generation.Models;

namespace StructGen.LLamaSharp.Tests.Contexts;

public sealed class ContextPoolTests(TinyModelFile file) : IClassFixture<TinyModelFile>
{
    private static readonly int[] Prompt = [65, 66, 67];

    [Fact]
    public async Task Open_FourSessionsOnTwoContexts_AllComeToTheSameAnswer()
    {
        using var model = await file.LoadAsync(new LLamaSharpOptions { Threads = 1, Contexts = 2, QueueLength = 10 });
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => AnswerAsync(model, 20))));
        Assert.All(answers, answer => Assert.Equal(answers[0], answer));
    }

    [Fact]
    public async Task Open_QueueFull_IsRefusedWithATimeToComeBack()
    {
        using var model = await file.LoadAsync(new LLamaSharpOptions { Threads = 1, Contexts = 1, QueueLength = 2 });
        var session = await model.OpenAsync(Prompt, default);
        var second = model.OpenAsync(Prompt, default).AsTask();
        var third = model.OpenAsync(Prompt, default).AsTask();
        var exception = await Assert.ThrowsAsync<OverloadedException>(async () => await model.OpenAsync(Prompt, default));
        Assert.InRange(exception.RetryAfter.TotalSeconds, 1, 60);

        Assert.False(second.IsCompleted);
        session.Dispose();
        (await second).Dispose();
        (await third).Dispose();
        (await model.OpenAsync(Prompt, default)).Dispose();
    }

    [Fact]
    public async Task Open_SomeWait_TheDepthOfTheQueueIsMeasured()
    {
        var depth = 0L;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "structgen.queue.depth") self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, change, _, _) => Interlocked.Add(ref depth, change));
        listener.Start();
        using var model = await file.LoadAsync(new LLamaSharpOptions { Threads = 1, Contexts = 1, QueueLength = 2 });
        var session = await model.OpenAsync(Prompt, default);
        using var stop = new CancellationTokenSource();
        var leaving = model.OpenAsync(Prompt, stop.Token).AsTask();
        var staying = model.OpenAsync(Prompt, default).AsTask();
        Assert.Equal(2, Interlocked.Read(ref depth));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        Assert.Equal(1, Interlocked.Read(ref depth));
        session.Dispose();
        (await staying).Dispose();
        Assert.Equal(0, Interlocked.Read(ref depth));
    }

    [Fact]
    public async Task Open_CancelledInTheQueue_LeavesItAndTheOthersGoOn()
    {
        using var model = await file.LoadAsync(new LLamaSharpOptions { Threads = 1, Contexts = 1, QueueLength = 2 });
        var session = await model.OpenAsync(Prompt, default);
        using var stop = new CancellationTokenSource();
        var leaving = model.OpenAsync(Prompt, stop.Token).AsTask();
        var staying = model.OpenAsync(Prompt, default).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        var late = model.OpenAsync(Prompt, default).AsTask();
        session.Dispose();
        (await staying).Dispose();
        (await late).Dispose();
    }

    [Fact]
    public async Task Open_NoQueue_RefusesAtOnce()
    {
        using var model = await file.LoadAsync(new LLamaSharpOptions { Threads = 1, Contexts = 1, QueueLength = 0 });
        using var session = await model.OpenAsync(Prompt, default);
        await Assert.ThrowsAsync<OverloadedException>(async () => await model.OpenAsync(Prompt, default));
    }

    [Fact]
    public async Task Dispose_WhileSomebodyWaits_TellsThem()
    {
        var model = await file.LoadAsync(new LLamaSharpOptions { Threads = 1, Contexts = 1 });
        var session = await model.OpenAsync(Prompt, default);
        var waiting = model.OpenAsync(Prompt, default).AsTask();
        model.Dispose();
        await Assert.ThrowsAsync<ModelUnavailableException>(() => waiting);
        session.Dispose();
    }

    [Fact]
    public async Task Open_ManySessionsCancelledAtRandom_LosesNoContext()
    {
        using var model = await file.LoadAsync(new LLamaSharpOptions { Threads = 1, Contexts = 2, QueueLength = 100 });
        var random = new Random(7);
        var delays = Enumerable.Range(0, 60).Select(_ => random.Next(0, 40)).ToArray();
        await Task.WhenAll(delays.Select(delay => Task.Run(async () =>
        {
            using var stop = new CancellationTokenSource(delay);
            try
            {
                await AnswerAsync(model, 30, stop.Token);
            }
            catch (OperationCanceledException)
            {
            }
        })));
        using var limit = new CancellationTokenSource(10_000);
        using var first = await model.OpenAsync(Prompt, limit.Token);
        using var second = await model.OpenAsync(Prompt, limit.Token);
        Assert.Equal(await Task.Run(() => Write(first, 10, default)), Write(second, 10, default));
    }

    private static async Task<int[]> AnswerAsync(LLamaSharpModel model, int length, CancellationToken cancellationToken = default)
    {
        using var session = await model.OpenAsync(Prompt, cancellationToken);
        return Write(session, length, cancellationToken);
    }

    private static int[] Write(ITokenSession session, int length, CancellationToken cancellationToken)
    {
        var tokens = new int[length];
        for (var i = 0; i < length; i++)
        {
            tokens[i] = System.Numerics.Tensors.TensorPrimitives.IndexOfMax<float>(session.Logits);
            session.Append(tokens.AsSpan(i, 1), cancellationToken);
        }

        return tokens;
    }
}
