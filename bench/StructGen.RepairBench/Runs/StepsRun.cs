using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using StructGen.RepairBench.Readers;

namespace StructGen.RepairBench.Runs;

/// <summary>Hostile texts of 100 KB and 1 MB: the work per byte is bounded, and does not grow with the text.</summary>
internal static class StepsRun
{
    private const int Small = 100_000;
    private const int Large = 1_000_000;

    /// <summary>Allocated bytes per character of the text; a reader that copies the rest of the text at each place would need a hundred thousand.</summary>
    private const double MaxBytes = 2_000;

    /// <summary>How many times the small text's bytes per character the large one may need.</summary>
    private const double MaxGrowth = 2;

    private static readonly string[] Schemas =
    [
        """{"type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer"},"tags":{"type":"array","items":{"type":"string"}}},"required":["name"]}""",
        """{"type":"array","items":{"type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer"}}}}""",
        """{"type":"object","additionalProperties":{"type":"array","items":{"type":"string"}}}""",
        """{"type":"string"}""",
    ];

    public static IReadOnlyList<string> Run()
    {
        var missed = new List<string>();
        Console.WriteLine("\n## Hostile texts of 1 MB\n\n| text | worst bytes allocated per character | growth from 100 KB | worst milliseconds |\n| --- | --- | --- | --- |");
        foreach (var (name, make) in HostileTexts.All)
        {
            var (small, large) = (make(Small), make(Large));
            var (worst, growth, time) = (0.0, 0.0, 0L);
            foreach (var schema in Schemas.Select(schema => (JsonElement?)JsonElement.Parse(schema)).Append(null))
            {
                var few = Measure(small, schema);
                var many = Measure(large, schema);
                worst = Math.Max(worst, many.PerCharacter);
                growth = Math.Max(growth, many.PerCharacter / Math.Max(50, few.PerCharacter));
                time = Math.Max(time, many.Milliseconds);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| `{name.Replace("|", "\\|", StringComparison.Ordinal)}` | {worst:F0} | {growth:F2} | {time} |"));
            if (worst > MaxBytes)
                missed.Add($"hostile text '{name}': {worst:F0} bytes allocated per character, more than {MaxBytes:F0}");
            if (growth > MaxGrowth)
                missed.Add($"hostile text '{name}': 1 MB needs {growth:F1} times as many bytes per character as 100 KB");
        }

        return missed;
    }

    private static (double PerCharacter, long Milliseconds) Measure(string text, JsonElement? schema)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        OwnReader.Read(text, schema);
        return ((double)(GC.GetAllocatedBytesForCurrentThread() - before) / text.Length, clock.ElapsedMilliseconds);
    }
}
