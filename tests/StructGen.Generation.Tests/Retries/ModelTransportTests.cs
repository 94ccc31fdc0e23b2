using System.Diagnostics;
using StructGen.Generation.Models;
using StructGen.Generation.Retries;

namespace StructGen.Generation.Tests.Retries;

public class ModelTransportTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static TransportOptions Options => new() { Delay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromSeconds(1), Timeout = TimeSpan.FromSeconds(10), BreakerThroughput = 100 };

    private static ModelTransport Transport(TransportOptions options) => new("p/m", options, TimeProvider.System, null);

    private static Func<CancellationToken, Task<int>> FailingTimes(int times, Func<Exception> fault, Action called)
    {
        var calls = 0;
        return _ =>
        {
            called();
            return ++calls <= times ? Task.FromException<int>(fault()) : Task.FromResult(7);
        };
    }

    [Fact]
    public async Task CallAsync_TransientFailures_AreRepeated()
    {
        var calls = 0;
        Assert.Equal(7, await Transport(Options).CallAsync(FailingTimes(3, () => new ModelCallException("busy", true), () => calls++), Token));
        Assert.Equal(4, calls);
    }

    [Fact]
    public async Task CallAsync_TooManyTransientFailures_IsUnavailable()
    {
        var calls = 0;
        var fault = await Assert.ThrowsAsync<ModelUnavailableException>(() => Transport(Options).CallAsync(FailingTimes(9, () => new ModelCallException("its provider is busy (503).", true), () => calls++), Token));
        Assert.Equal(4, calls);
        Assert.Equal("The model 'p/m' cannot be used: its provider is busy (503).", fault.Message);
        Assert.Null(fault.InnerException);
    }

    [Fact]
    public async Task CallAsync_LastingFailure_IsNotRepeated()
    {
        var calls = 0;
        await Assert.ThrowsAsync<ModelUnavailableException>(() => Transport(Options).CallAsync(FailingTimes(9, () => new ModelCallException("no key", false), () => calls++), Token));
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task CallAsync_RetryAfter_IsObeyed()
    {
        var watch = Stopwatch.StartNew();
        await Transport(Options).CallAsync(FailingTimes(1, () => new ModelCallException("busy", true, TimeSpan.FromMilliseconds(300)), () => { }), Token);
        Assert.InRange(watch.ElapsedMilliseconds, 280, 5000);
    }

    [Fact]
    public async Task CallAsync_RetryAfterBeyondTheLongestPause_EndsTheTries()
    {
        var calls = 0;
        await Assert.ThrowsAsync<ModelUnavailableException>(() => Transport(Options).CallAsync(FailingTimes(9, () => new ModelCallException("busy", true, TimeSpan.FromHours(1)), () => calls++), Token));
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task CallAsync_NoAnswer_TimesOutEachTry()
    {
        var calls = 0;
        var transport = Transport(new TransportOptions { Delay = TimeSpan.FromMilliseconds(1), Retries = 1, Timeout = TimeSpan.FromMilliseconds(50) });
        var fault = await Assert.ThrowsAsync<ModelUnavailableException>(() => transport.CallAsync<int>(
            async token =>
            {
                calls++;
                await Task.Delay(Timeout.Infinite, token);
                return 0;
            },
            Token));
        Assert.Equal(2, calls);
        Assert.Contains("0.05 seconds", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallAsync_CallerLeaves_ThrowsCancellation()
    {
        using var caller = new CancellationTokenSource(50);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Transport(Options).CallAsync<int>(
            async token =>
            {
                await Task.Delay(Timeout.Infinite, token);
                return 0;
            },
            caller.Token));
    }

    [Fact]
    public async Task CallAsync_FailureAfterAPiece_IsNotRepeated()
    {
        var calls = 0;
        await Assert.ThrowsAsync<ModelUnavailableException>(() => Transport(Options).CallAsync<int>(
            (given, _) =>
            {
                calls++;
                given();
                throw new IOException();
            },
            Token));
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task CallAsync_ManyFailures_OpenTheCircuitOfThisModelOnly()
    {
        var options = new TransportOptions { Retries = 0, BreakerThroughput = 2, BreakerPause = TimeSpan.FromSeconds(30) };
        var (broken, other) = (Transport(options), Transport(options));
        var calls = 0;
        for (var call = 0; call < 5; call++)
            await Assert.ThrowsAsync<ModelUnavailableException>(() => broken.CallAsync(FailingTimes(9, () => new ModelCallException("down", true), () => calls++), Token));
        Assert.Equal(2, calls);
        Assert.Equal(7, await other.CallAsync(FailingTimes(0, () => new IOException(), () => { }), Token));
    }

    [Fact]
    public async Task CallAsync_Bug_PassesThrough()
        => await Assert.ThrowsAsync<InvalidOperationException>(() => Transport(Options).CallAsync<int>(_ => throw new InvalidOperationException(), Token));
}
