using System.Text.Json.Serialization;

namespace StructGen.MaskBench;

/// <summary>A distribution of times in microseconds.</summary>
internal sealed record Percentiles(
    double Avg, double P25, double P50, double P75, double P90, double P95, double P99, [property: JsonPropertyName("p999")] double P999, double Max, int Count)
{
    /// <summary>Summarises nanoseconds; sorts the list.</summary>
    public static Percentiles Of(List<long> nanoseconds)
    {
        if (nanoseconds.Count == 0) return new Percentiles(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        nanoseconds.Sort();
        return new Percentiles(Round(nanoseconds.Average()), At(0.25), At(0.5), At(0.75), At(0.9), At(0.95), At(0.99), At(0.999), Round(nanoseconds[^1]), nanoseconds.Count);

        double At(double share) => Round(nanoseconds[Math.Min(nanoseconds.Count - 1, (int)(share * nanoseconds.Count))]);

        static double Round(double value) => Math.Round(value / 1000, 2);
    }

    public override string ToString() => $"avg {Avg}  p25 {P25}  p50 {P50}  p75 {P75}  p90 {P90}  p95 {P95}  p99 {P99}  p99.9 {P999}  max {Max}";
}
