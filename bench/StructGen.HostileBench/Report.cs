using System.Globalization;
using System.Text;

namespace StructGen.HostileBench;

/// <summary>The results as Markdown.</summary>
internal static class Report
{
    public static string Write(IReadOnlyList<AttackResult> results, BenchOptions options)
    {
        var text = new StringBuilder();
        text.AppendLine("# Hostile inputs beside 16 ordinary clients").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"Commit {Commit()}, {DateTime.UtcNow:d MMMM yyyy}, {Environment.ProcessorCount} processors, {options.Duration.TotalSeconds:F0} s an attack.").AppendLine();
        text.AppendLine("| attack | attacker's answers | /healthz p50, p99 ms | another's compile ms: alone, p95 | memory MB: idle, most | busy after leaving | ordinary: all, 429, 5xx | missed |");
        text.AppendLine("|---|---|---|---|---|---|---|---|");
        foreach (var one in results)
        {
            var answers = string.Join(", ", one.Attacker.OrderBy(status => status.Key, StringComparer.Ordinal).Select(status => $"{status.Key} × {status.Value}"));
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {one.Group}/{one.Name} | {answers} | {one.HealthMedian:F1}, {one.Health99:F1} | {one.CompileAlone:F0}, {one.CompileUnder:F0} | {one.IdleMemory:F0}, {one.MostMemory:F0} | {one.AfterLeaving:F2} | {one.Ordinary}, {one.Refused}, {one.ServerErrors} | {string.Join("; ", one.Missed)} |");
        }

        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{results.Count(one => one.Missed.Count == 0)} of {results.Count} attacks stay within all bounds.");
        return text.ToString();
    }

    private static string Commit()
    {
        try
        {
            using var git = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("git", "rev-parse --short HEAD") { RedirectStandardOutput = true })!;
            return git.StandardOutput.ReadToEnd().Trim();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "unknown";
        }
    }
}
