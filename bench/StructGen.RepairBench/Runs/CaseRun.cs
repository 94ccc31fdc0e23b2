using System.Text.Json;
using StructGen.RepairBench.Documents;
using StructGen.RepairBench.Judging;
using StructGen.RepairBench.Readers;

namespace StructGen.RepairBench.Runs;

/// <summary>Texts written by hand to break the reader: injections, numbers that are none, answers that take themselves back.</summary>
internal static class CaseRun
{
    public static IReadOnlyList<string> Run(FailureFile failures)
    {
        var tally = new Tally();
        var missed = new List<string>();
        foreach (var sample in DocumentSet.Cases)
        {
            var reading = OwnReader.Read(sample.Text, sample.Document.Schema);
            var verdict = Judge.Of(sample, reading);
            tally.Add(verdict);
            if (verdict == Verdict.Exact)
                continue;
            failures.Add(sample, reading, verdict, []);
            if (verdict == Verdict.Wrong && sample.Open is { } reason)
                Console.WriteLine($"Open: {sample.Kind}: {reason}.");
            else if (verdict == Verdict.Wrong)
                missed.Add($"case '{sample.Kind}': {JsonSerializer.Serialize(reading.Data)} called valid");
        }

        Console.WriteLine($"\n## Cases written by hand\n\n{tally.Total}: {Report.Cell(tally)} (exact / asked again / wrong but valid)");
        return missed;
    }
}
