using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace StructGen.MaskBench;

/// <summary>Runs another engine's benchmark program on the same data and prints our times as shares of its.</summary>
internal static class Peer
{
    public static void Compare(BenchOptions options, Report ours, TextWriter writer)
    {
        var json = Path.GetTempFileName();
        var failures = Path.GetTempFileName();
        var start = new ProcessStartInfo(options.PeerPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments = ["--data", options.DataPath, "--tokens", options.TokensPath, "--vocab", options.VocabularyPath, "--json", json, "--failures", failures, "--quiet"];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        if (options.Limit != int.MaxValue)
        {
            start.ArgumentList.Add("--limit");
            start.ArgumentList.Add(options.Limit.ToString(CultureInfo.InvariantCulture));
        }

        if (options.Filter.Length > 0)
        {
            start.ArgumentList.Add("--filter");
            start.ArgumentList.Add(options.Filter);
        }

        using var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.WaitForExit();
        using (var document = JsonDocument.Parse(File.ReadAllText(json)))
        {
            var theirs = document.RootElement;
            var mask = theirs.GetProperty("maskMicros");
            var first = theirs.GetProperty("firstMaskMicros");
            writer.WriteLine($"peer: {Name(theirs)}, {theirs.GetProperty("passing").GetInt32()} passing, mask avg {mask.GetProperty("avg")} p50 {mask.GetProperty("p50")} p99 {mask.GetProperty("p99")} p99.9 {mask.GetProperty("p999")}, first mask avg {first.GetProperty("avg")} p50 {first.GetProperty("p50")} p99 {first.GetProperty("p99")}");
            writer.WriteLine($"ours ÷ theirs: mask avg {Ratio(ours.Masks.Avg, mask, "avg")}  p50 {Ratio(ours.Masks.P50, mask, "p50")}  p99 {Ratio(ours.Masks.P99, mask, "p99")}  first mask p50 {Ratio(ours.FirstMasks.P50, first, "p50")}  p99 {Ratio(ours.FirstMasks.P99, first, "p99")}  avg {Ratio(ours.FirstMasks.Avg, first, "avg")}");
        }

        File.Delete(json);
        File.Delete(failures);
    }

    private static string Name(JsonElement theirs) => theirs.TryGetProperty("engine", out var name) ? name.GetString() ?? "" : "";

    private static string Ratio(double ours, JsonElement theirs, string name)
    {
        var their = theirs.GetProperty(name).GetDouble();
        return their == 0 ? "-" : (ours / their).ToString("F3", CultureInfo.InvariantCulture);
    }
}
