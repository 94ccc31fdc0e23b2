using System.Text.Json;
using StructGen.Constraints;

namespace StructGen.MaskBench;

/// <summary>Follows the same instances over and over: after the first round nothing may be allocated any more, and memory stays where it is.</summary>
internal static class Soak
{
    private const int Schemas = 300;

    /// <summary>Asks for so many masks, the first round not counted, and prints memory at every tenth of them.</summary>
    public static void Run(BenchOptions options, TextWriter writer)
    {
        var vocabulary = BenchData.ReadVocabulary(options.VocabularyPath);
        var compiler = new ConstraintCompiler(vocabulary);
        var constraintOptions = ConstraintOptions.Default with { Order = options.Order };
        var followed = new List<(ConstraintMatcher Matcher, BenchTest Test)>();
        var cases = BenchData.ReadCases(options.DataPath, options.TokensPath).Where(item => item.Tests.Length > 0 && item.Id.Contains(options.Filter, StringComparison.Ordinal));
        foreach (var item in cases.Take(Math.Min(options.Limit, Schemas)))
        {
            using var document = JsonDocument.Parse(item.Schema, BenchData.Deep);
            try
            {
                var matcher = compiler.Compile(document.RootElement, constraintOptions).CreateMatcher();
                followed.AddRange(item.Tests.Select(test => (matcher, test)));
            }
            catch (ConstraintException)
            {
                // Counted by the benchmark itself.
            }
        }

        long masks = 0;
        Round(followed, ref masks);
        Round(followed, ref masks);
        GC.Collect();
        masks = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var mark = options.Soak / 10;
        writer.WriteLine($"{followed.Count} instances of {followed.Select(one => one.Matcher).Distinct().Count()} schemas; warm: {Resident()} MB resident");
        while (masks < options.Soak)
        {
            Round(followed, ref masks);
            if (masks < mark) continue;
            writer.WriteLine($"{masks} masks: {GC.GetAllocatedBytesForCurrentThread() - before} bytes allocated, {Resident()} MB resident");
            before = GC.GetAllocatedBytesForCurrentThread();
            mark += options.Soak / 10;
        }
    }

    private static void Round(List<(ConstraintMatcher Matcher, BenchTest Test)> followed, ref long masks)
    {
        foreach (var (matcher, test) in followed)
        {
            foreach (var token in test.Tokens)
            {
                masks++;
                if (!TokenMask.Contains(matcher.Mask, token) || !matcher.TryAccept(token)) break;
            }

            matcher.Rollback(matcher.Steps);
        }
    }

    private static long Resident() => Environment.WorkingSet >> 20;
}
