using System.Text;
using System.Text.Json;
using StructGen.Generation.Evidence;

namespace StructGen.Generation.Tests.Evidence;

/// <summary>Evidence is linear in the text, whatever the text.</summary>
[Collection(nameof(AloneCollection))]
public sealed class EvidenceSpeedTests
{
    [Theory]
    [InlineData("lorem ipsum 12.5 dolor Sit 3 March 2024 amet\n")]
    [InlineData("a")]
    [InlineData("1")]
    [InlineData("1 ")]
    [InlineData("1,")]
    [InlineData("e\u0301")]
    [InlineData("漢字")]
    [InlineData("3.3.")]
    [InlineData("march ")]
    public void Find_TenMegabytesHundredValues_InSeconds(string unit)
    {
        var text = new StringBuilder().Insert(0, unit, 10_000_000 / unit.Length).ToString();
        var data = JsonSerializer.SerializeToElement(Enumerable.Range(0, 100).Select(number => (object)(number % 3 == 0 ? number * 17 : number % 3 == 1 ? $"value {number}" : $"2024-03-{number % 28 + 1:00}")));
        var before = Environment.CpuUsage.TotalTime;
        EvidenceFinder.Find(data, text);
        var spent = Environment.CpuUsage.TotalTime - before;
        TestContext.Current.TestOutputHelper?.WriteLine($"{spent.TotalMilliseconds:0} ms of '{unit}'");
        Assert.True(spent < TimeSpan.FromSeconds(10), spent.ToString());
    }
}
