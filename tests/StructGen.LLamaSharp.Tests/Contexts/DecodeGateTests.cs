using StructGen.LLamaSharp.Contexts;

namespace StructGen.LLamaSharp.Tests.Contexts;

public sealed class DecodeGateTests
{
    [Fact]
    public async Task Enter_WhileTaken_WaitsInLine()
    {
        var gate = new DecodeGate();
        using var turn = new ManualResetEventSlim();
        gate.Enter(turn, default);
        var order = new List<int>();
        var tasks = new List<Task>();
        for (var i = 0; i < 3; i++)
        {
            var number = i;
            tasks.Add(Task.Factory.StartNew(
                () =>
                {
                    using var own = new ManualResetEventSlim();
                    gate.Enter(own, default);
                    order.Add(number);
                    gate.Exit();
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default));
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Empty(order);
        gate.Exit();
        await Task.WhenAll(tasks);
        Assert.Equal([0, 1, 2], order);
    }

    [Fact]
    public async Task Enter_Cancelled_DoesNotHoldTheGate()
    {
        var gate = new DecodeGate();
        using var turn = new ManualResetEventSlim();
        using var other = new ManualResetEventSlim();
        gate.Enter(turn, default);
        using var stop = new CancellationTokenSource(50);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Run(() => gate.Enter(other, stop.Token), CancellationToken.None));
        gate.Exit();
        gate.Enter(other, default);
        gate.Exit();
    }
}
