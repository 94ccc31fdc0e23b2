using StructGen.Generation.Parsing;
using StructGen.RepairBench.Damages;
using StructGen.RepairBench.Judging;
using StructGen.RepairBench.Readers;
using StructGen.RepairBench.Sampling;

namespace StructGen.RepairBench.Runs;

/// <summary>Damaged JSON: the reader with the schema, without it, and the peers beside it.</summary>
internal static class JsonRun
{
    public static IReadOnlyList<string> Run(BenchOptions options, FailureFile failures)
    {
        using var peers = PeerProcess.Start(options.Peers);
        string[] readers = ["StructGen", "StructGen without schema", .. peers is null ? [] : PeerProcess.Names];
        var tallies = readers.Select(_ => new Dictionary<string, Tally>()).ToArray();
        var twice = 0;
        var ambiguous = 0;
        foreach (var kind in DamageKinds.All.Where(kind => options.Kind is null || kind.Name.Contains(options.Kind, StringComparison.Ordinal)))
        {
            foreach (var tally in tallies)
                tally[kind.Name] = new Tally();
            foreach (var sample in new Sampler(options.Seed).Of(kind, options.Count))
            {
                twice += sample.Second is null ? 0 : 1;
                ambiguous += sample.Expectation == Expectation.Ambiguous ? 1 : 0;
                var own = OwnReader.Read(sample.Text, sample.Document.Schema);
                var verdict = Judge.Of(sample, own);
                tallies[0][kind.Name].Add(verdict);
                if (verdict != Verdict.Exact && options.Failures is not null)
                    failures.Add(sample, own, verdict, Notes(sample));
                tallies[1][kind.Name].Add(Judge.Of(sample, OwnReader.Read(sample.Text, null)));
                if (peers is null)
                    continue;
                foreach (var (reading, index) in peers.Read(sample.Text).Select((reading, index) => (reading, index)))
                    tallies[2 + index][kind.Name].Add(Judge.Of(sample, reading));
            }
        }

        if (peers is null)
            Console.WriteLine($"The peers are not installed in {options.Peers} (run `npm ci` there): only our own reader is measured.");
        Report.Table($"JSON: {tallies[0].Count} kinds, {options.Count} samples each, {twice} with two damages, {ambiguous} ambiguous", readers, tallies);
        return Thresholds.Json.Missed("JSON", tallies[0]);
    }

    private static IEnumerable<string> Notes(Sample sample)
    {
        var answer = AnswerParser.Parse(sample.Text, AnswerFormat.Json, sample.Document.Schema);
        return answer.Errors.Concat(answer.Repairs.Select(repair => $"{repair.Kind} at {repair.Offset}"));
    }
}
