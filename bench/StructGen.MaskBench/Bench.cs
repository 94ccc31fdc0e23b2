using System.Diagnostics;
using System.Text.Json;
using StructGen.Constraints;

namespace StructGen.MaskBench;

/// <summary>The whole run: warm-up, then every schema in file order.</summary>
internal sealed class Bench(BenchOptions options)
{
    private const int Rounds = 6;

    public Report Run()
    {
        var all = BenchData.ReadCases(options.DataPath, options.TokensPath);
        using var model = options.ModelPath is null ? null : ModelTokens.Load(options.ModelPath);
        if (model is not null) all = model.Retokenize(all, BenchData.ReadVocabulary(options.VocabularyPath));
        Func<Vocabulary> fresh = model is null ? () => BenchData.ReadVocabulary(options.VocabularyPath) : model.CopyVocabulary;
        var vocabulary = fresh();
        var chosen = all.Where(item => item.Id.Contains(options.Filter, StringComparison.Ordinal)).Take(options.Limit).ToList();
        WarmUp(all, fresh());
        using var worker = new CaseWorker(vocabulary, options);
        worker.Run(new BenchCase("", """{"type":"null"}""", []), walks: false); // builds the vocabulary's trie

        var report = new Report();
        using var failures = options.FailuresPath is null ? null : new StreamWriter(options.FailuresPath);
        using var walks = options.WalkPath is null ? null : new StreamWriter(options.WalkPath);
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < chosen.Count; i++)
        {
            var outcome = worker.Run(chosen[i], options.Walks > 0);
            report.Add(chosen[i], outcome);
            foreach (var failure in outcome.Failures)
                failures?.WriteLine(string.Join('\t', new[] { chosen[i].Id, failure.Kind, failure.Place, failure.Message }.Select(OneField)));
            foreach (var text in outcome.WalkTexts)
                walks?.WriteLine(JsonSerializer.Serialize(new Dictionary<string, string> { ["id"] = chosen[i].Id, ["text"] = text }));
            if (!options.Quiet && (i + 1) % 500 == 0)
                Console.Error.WriteLine($"{i + 1}/{chosen.Count} schemas, {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s, {report.Passing} passing");
        }

        report.Finish(Stopwatch.GetElapsedTime(started), options);
        return report;
    }

    /// <summary>Lets the JIT see every kind of schema, with a vocabulary of its own: no mask is left for the run.</summary>
    private void WarmUp(List<BenchCase> all, Vocabulary vocabulary)
    {
        if (options.WarmUp == 0) return;
        using var worker = new CaseWorker(vocabulary, options);
        var stride = Math.Max(1, all.Count / options.WarmUp);
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = stride / 2; i < all.Count; i += stride) worker.Run(all[i], walks: false);

            // Methods called often are compiled again in the background, first instrumented, then for good, and only while nothing new is called.
            Thread.Sleep(300);
        }

        GC.Collect();
    }

    private static string OneField(string text) => text.Replace('\t', ' ').Replace('\n', ' ').Replace('\r', ' ');
}
