using StructGen.Generation.Compiling;
using StructGen.Generation.Planning;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Tests.Planning;

public class RecentlyUsedTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static CompileQueue Queue() => new(new GenerationLimits());

    [Fact]
    public async Task GetAsync_ManyAtOnce_MakesOnce()
    {
        var cache = new RecentlyUsed<string, object>(4, Queue());
        var made = 0;
        using var gate = new ManualResetEventSlim();
        var callers = Enumerable.Range(0, 50).Select(_ => Task.Run(async () => await cache.GetAsync("a", token =>
        {
            Interlocked.Increment(ref made);
            gate.Wait(token);
            return new object();
        }, Token))).ToList();
        await Task.Delay(50, Token);
        gate.Set();
        var values = await Task.WhenAll(callers);

        Assert.Equal(1, made);
        Assert.Single(values.Distinct());
    }

    [Fact]
    public async Task GetAsync_BeyondCapacity_ForgetsTheOneNotUsedForLongest()
    {
        var cache = new RecentlyUsed<int, int>(2, Queue());
        var made = new List<int>();
        foreach (var key in new[] { 1, 2, 1, 3, 1, 2 })
            await cache.GetAsync(key, _ => { made.Add(key); return key; }, Token);

        Assert.Equal([1, 2, 3, 2], made);
        Assert.Equal(2, cache.Count);
    }

    [Fact]
    public async Task GetAsync_Failure_IsGivenToAllAndNotKept()
    {
        var cache = new RecentlyUsed<int, int>(2, Queue());
        await Assert.ThrowsAsync<FormatException>(async () => await cache.GetAsync(1, _ => throw new FormatException(), Token));
        Assert.Equal(0, cache.Count);
        Assert.Equal(7, await cache.GetAsync(1, _ => 7, Token));
    }

    [Fact]
    public async Task GetAsync_OneCallerLeaves_TheOthersStillGetIt()
    {
        var cache = new RecentlyUsed<int, int>(2, Queue());
        using var gate = new ManualResetEventSlim();
        using var leaving = new CancellationTokenSource();
        int Make(CancellationToken token)
        {
            gate.Wait(token);
            return 7;
        }

        var leaver = cache.GetAsync(1, Make, leaving.Token).AsTask();
        var stayer = cache.GetAsync(1, Make, Token).AsTask();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaver);
        gate.Set();
        Assert.Equal(7, await stayer);
        Assert.Equal(1, cache.Count);
    }

    [Fact]
    public async Task GetAsync_LastCallerLeaves_CancelsTheWork()
    {
        var cache = new RecentlyUsed<int, int>(2, Queue());
        var cancelled = new TaskCompletionSource();
        using var leaving = new CancellationTokenSource();
        var leaver = cache.GetAsync(1, token =>
        {
            token.WaitHandle.WaitOne();
            cancelled.SetResult();
            token.ThrowIfCancellationRequested();
            return 0;
        }, leaving.Token).AsTask();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaver);
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10), Token);
        Assert.Equal(0, cache.Count);
    }
}
