using StructGen.RepairBench.Judging;
using StructGen.RepairBench.Languages;
using StructGen.RepairBench.Readers;

namespace StructGen.RepairBench.Runs;

/// <summary>Damaged answers in a language other than JSON.</summary>
internal static class LanguageRun
{
    public static IReadOnlyList<string> Run(Language language, BenchOptions options, FailureFile failures)
    {
        var tallies = new Dictionary<string, Tally>();
        foreach (var damage in language.Damages.Where(damage => options.Kind is null || damage.Name.Contains(options.Kind, StringComparison.Ordinal)))
        {
            var tally = tallies[damage.Name] = new Tally();
            foreach (var sample in language.Sample(damage, options.Seed, options.Count))
            {
                var reading = OwnReader.Read(sample.Text, sample.Document.Schema, language.Format);
                var verdict = Judge.Of(sample, reading);
                tally.Add(verdict);
                if (verdict != Verdict.Exact)
                    failures.Add(sample, reading, verdict, [language.Name]);
            }
        }

        Report.Table($"{language.Name}: {tallies.Count} kinds, {options.Count} samples each", ["StructGen"], [tallies]);
        return (Thresholds.Others with { WrongPerKind = 1 }).Missed(language.Name, tallies);
    }
}
