using StructGen.Constraints;
using StructGen.Generation.Compiling;
using StructGen.Generation.Models;
using StructGen.Generation.Planning;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Tests.Compiling;

public sealed class CompileQueueTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);
    private readonly ManualResetEventSlim _gate = new();
    private readonly List<string> _started = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _gate.Set();
        _gate.Dispose();
    }

    private static CompileQueue Queue(int threads, int waiting = 64, int perCaller = 16, Func<long>? memory = null)
        => new(new GenerationLimits { CompileThreads = threads, CompileQueue = waiting, CompileQueuePerCaller = perCaller, CompileMemory = 1 << 20 }, memory);

    /// <summary>A job that holds its thread until the gate opens or it is cancelled.</summary>
    private CompileJob<string> Send(CompileQueue queue, string caller, string job, bool holds = true, CancellationToken cancellation = default)
    {
        CompileCaller.Set(caller);
        return queue.Enqueue(token =>
        {
            lock (_started) _started.Add(job);
            if (holds) _gate.Wait(token);
            return job;
        }, cancellation);
    }

    private static async Task Until(Func<bool> holds)
    {
        for (var tries = 0; !holds() && tries < 6000; tries++) await Task.Delay(10, Token);
        Assert.True(holds());
    }

    [Fact]
    public async Task Enqueue_FiftyJobsOfOneCaller_LeaveAThreadToTheNextAndTheRestIsRefused()
    {
        var queue = Queue(threads: 4);
        var (taken, refused) = (0, 0);
        for (var job = 0; job < 50; job++)
        {
            try
            {
                _ = Send(queue, "a", $"a{job}");
                taken++;
            }
            catch (OverloadedException overloaded)
            {
                Assert.True(overloaded.RetryAfter > TimeSpan.Zero);
                refused++;
            }
        }

        Assert.Equal((18, 32), (taken, refused));
        Assert.Equal((2, 16), (queue.Running, queue.Waiting));
        Assert.Equal("b", await Send(queue, "b", "b", holds: false).Result.WaitAsync(Long, Token));
        Assert.Equal((2, 16), (queue.Running, queue.Waiting));
    }

    [Fact]
    public async Task Enqueue_OneThread_CallersTakeTurns()
    {
        var queue = Queue(threads: 1);
        var jobs = new List<CompileJob<string>> { Send(queue, "a", "a0") };
        for (var job = 1; job < 5; job++) jobs.Add(Send(queue, "a", $"a{job}"));
        for (var job = 0; job < 2; job++) jobs.Add(Send(queue, "b", $"b{job}"));
        jobs.Add(Send(queue, "c", "c0"));
        _gate.Set();
        await Task.WhenAll(jobs.Select(job => job.Result)).WaitAsync(Long, Token);

        Assert.Equal(["a0", "b0", "c0", "a1", "b1", "a2", "a3", "a4"], _started);
        Assert.Equal((0, 0), (queue.Running, queue.Waiting));
    }

    [Fact]
    public async Task Join_JobBehindAnothersJobs_RunsInTheTurnOfWhoeverJoins()
    {
        var queue = Queue(threads: 1);
        var jobs = Enumerable.Range(0, 6).Select(job => Send(queue, "a", $"a{job}")).ToList();
        CompileCaller.Set("b");
        queue.Join(jobs[5]);
        _gate.Set();
        await Task.WhenAll(jobs.Select(job => job.Result)).WaitAsync(Long, Token);

        Assert.Equal(["a0", "a5", "a1", "a2", "a3", "a4"], _started);
    }

    [Fact]
    public async Task Enqueue_FullQueue_TheYoungestOfTheLongestLineGivesWay()
    {
        var queue = Queue(threads: 1, waiting: 3);
        var jobs = Enumerable.Range(0, 4).Select(job => Send(queue, "a", $"a{job}")).ToList();
        Assert.Throws<OverloadedException>(() => Send(queue, "a", "a4"));
        var other = Send(queue, "b", "b0");
        await Assert.ThrowsAsync<OverloadedException>(() => jobs[3].Result);
        _gate.Set();
        await Task.WhenAll([jobs[0].Result, jobs[1].Result, jobs[2].Result, other.Result]).WaitAsync(Long, Token);
    }

    [Fact]
    public async Task Enqueue_CallerLeavesWhileItWaits_TheJobIsGoneAndNeverRuns()
    {
        var queue = Queue(threads: 1);
        _ = Send(queue, "a", "a0");
        using var leaving = new CancellationTokenSource();
        var waits = Send(queue, "a", "a1", cancellation: leaving.Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waits.Result);
        Assert.Equal(0, queue.Waiting);
        _gate.Set();
        await Until(() => queue.Running == 0);
        Assert.Equal(["a0"], _started);
    }

    [Fact]
    public async Task RunAsync_CallerLeavesWhileItRuns_TheWorkIsToldAndKeepsItsThreadUntilItEnds()
    {
        var queue = Queue(threads: 1);
        using var leaving = new CancellationTokenSource();
        using var last = new ManualResetEventSlim();
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var run = queue.RunAsync(token =>
        {
            began.SetResult();
            token.WaitHandle.WaitOne();
            told.SetResult();
            last.Wait(Token);
            return 0;
        }, leaving.Token);
        await began.Task.WaitAsync(Long, Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        await told.Task.WaitAsync(Long, Token);
        Assert.Equal(1, queue.Running);
        last.Set();
        await Until(() => queue.Running == 0);
    }

    [Fact]
    public async Task RunAsync_RunsOnAThreadOfItsOwnAndGoesOnOnThePool()
    {
        var queue = Queue(threads: 1);
        Assert.False(await queue.RunAsync(_ => Thread.CurrentThread.IsThreadPoolThread, Token));
        await Assert.ThrowsAsync<FormatException>(() => queue.RunAsync<int>(_ => throw new FormatException(), Token));
        Assert.Equal(7, await queue.RunAsync(_ => 7, Token));
    }

    [Fact]
    public async Task Watch_MoreMemoryThanTheBudget_StopsTheOneThatHasRunLongest()
    {
        var used = 0L;
        var queue = Queue(threads: 4, memory: () => Volatile.Read(ref used));
        var elder = Send(queue, "a", "elder");
        await Until(() => queue.Running == 1);
        var younger = Send(queue, "b", "younger");
        Volatile.Write(ref used, 2 << 20);
        await Assert.ThrowsAsync<OverloadedException>(() => elder.Result.WaitAsync(Long, Token));
        Volatile.Write(ref used, 0);
        _gate.Set();
        Assert.Equal("younger", await younger.Result.WaitAsync(Long, Token));
    }

    [Fact]
    public async Task Watch_OneCompileAloneBeyondTheBudget_IsTheSchemasFault()
    {
        var used = 0L;
        var queue = Queue(threads: 4, memory: () => Volatile.Read(ref used));
        var job = Send(queue, "a", "a");
        await Until(() => queue.Running == 1);
        Volatile.Write(ref used, 2 << 20);
        var fault = await Assert.ThrowsAsync<ConstraintLimitException>(() => job.Result.WaitAsync(Long, Token));
        Assert.Contains("Limits:CompileMemory", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RecentlyUsed_ValuesThatTookManyBytes_AreNotKeptBeyondTheirBound()
    {
        var cache = new RecentlyUsed<int, byte[]>(100, Queue(threads: 1), bytes: 10_000_000);
        for (var key = 0; key < 20; key++) await cache.GetAsync(key, _ => new byte[2_000_000], Token);
        Assert.InRange(cache.Count, 1, 5);
        await cache.GetAsync(100, _ => new byte[4_000_000], Token);
        var made = 0;
        await cache.GetAsync(100, _ => new byte[made = 1], Token);
        Assert.Equal(1, made);
    }
}
