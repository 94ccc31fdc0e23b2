using Microsoft.Extensions.Time.Testing;
using StructGen.LLamaSharp.Contexts;

namespace StructGen.LLamaSharp.Tests.Contexts;

public sealed class WaitingPolicyTests
{
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(12);

    private readonly FakeTimeProvider _time = new();
    private readonly List<bool> _changes = [];
    private bool _isCrowded;

    [Fact]
    public void Steps_OnAQuietMachine_KeepSpinning()
    {
        var policy = Policy();
        for (var i = 0; i < 1000; i++) Step(policy, switches: i % 50 == 0 ? 3 : i % 2);
        Assert.Empty(_changes);
        Assert.InRange(policy.Patience(1).TotalMilliseconds, 30, 40);
        Assert.True(policy.Patience(64) > policy.Patience(1) * 20);
    }

    [Fact]
    public void Steps_BesideANeighbour_SleepAfterTwoAndTrySpinningEverMoreRarely()
    {
        var policy = Policy();
        var spinning = 0;
        for (var i = 0; i < 20_000; i++)
        {
            policy.OnBegin();
            spinning += policy.IsSleeping ? 0 : 1;
            End(policy, switches: 9);
        }

        // 240 s: rests of 2, 4, 8, 16, 32, 32, … seconds, two steps between them.
        Assert.InRange(spinning, 10, 30);
        Assert.Equal(spinning / 2, _changes.Count(isSleeping => isSleeping));
    }

    [Fact]
    public void Steps_WhenTheNeighbourLeaves_SpinAgain()
    {
        var policy = Policy();
        for (var i = 0; i < 2; i++) Step(policy, switches: 9);
        Assert.True(policy.IsSleeping);
        _time.Advance(TimeSpan.FromSeconds(5));
        for (var i = 0; i < 100; i++) Step(policy, switches: 0);
        Assert.Equal([true, false], _changes);
    }

    [Fact]
    public void Overdue_Step_SleepsAtOnce()
    {
        var policy = Policy();
        Step(policy, switches: 0);
        policy.OnBegin();
        policy.OnOverdue();
        Assert.Equal([true], _changes);
        Assert.True(policy.IsSleeping);
    }

    [Fact]
    public void Steps_OnACrowdedMachine_NeverTrySpinning()
    {
        _isCrowded = true;
        var policy = Policy();
        for (var i = 0; i < 10_000; i++) Step(policy, switches: 0);
        Assert.Equal([true], _changes);
        _isCrowded = false;
        for (var i = 0; i < 1000; i++) Step(policy, switches: 0);
        Assert.Equal([true, false], _changes);
    }

    [Fact]
    public void SpinCount_InTheThreePlaces_IsTheSame()
    {
        var root = Directory.GetParent(Path.GetDirectoryName(BundledModel.Path)!)!.FullName;
        Assert.Contains($"GOMP_SPINCOUNT={OpenMp.SpinCount} ", File.ReadAllText(Path.Combine(root, "docker", "Dockerfile")), StringComparison.Ordinal);
        Assert.Contains($"${{GOMP_SPINCOUNT:-{OpenMp.SpinCount}}}", File.ReadAllText(Path.Combine(root, "tests", "run.sh")), StringComparison.Ordinal);
        Assert.Contains($"`GOMP_SPINCOUNT={OpenMp.SpinCount}`", File.ReadAllText(Path.Combine(root, "docs", "configuration.md")), StringComparison.Ordinal);
    }

    private WaitingPolicy Policy() => new(_time, () => _isCrowded, _changes.Add);

    private void Step(WaitingPolicy policy, long switches)
    {
        policy.OnBegin();
        End(policy, switches);
    }

    private void End(WaitingPolicy policy, long switches)
    {
        _time.Advance(Quick);
        policy.OnEnd(1, Quick, switches);
    }
}
