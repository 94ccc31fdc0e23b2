namespace StructGen.LoadBench;

/// <summary>What became of the requests of one kind. Safe to share between threads.</summary>
internal sealed class LoadResult
{
    private readonly Lock _lock = new();
    private readonly List<double> _milliseconds = [];
    private readonly SortedDictionary<string, int> _outcomes = new(StringComparer.Ordinal);

    /// <summary>Requests whose outcome was not among the expected ones, with what was said.</summary>
    public List<string> Faults { get; } = [];

    public void Add(double milliseconds, string outcome, string? fault)
    {
        lock (_lock)
        {
            _milliseconds.Add(milliseconds);
            _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + 1;
            if (fault is not null) Faults.Add(fault);
        }
    }

    public string Describe(string name)
    {
        _milliseconds.Sort();
        return $"{name,-18} {_milliseconds.Count,6}  p50 {At(0.5),8:F0} ms  p99 {At(0.99),8:F0} ms  {string.Join("  ", _outcomes.Select(one => $"{one.Key}: {one.Value}"))}";
    }

    private double At(double share) => _milliseconds.Count == 0 ? 0 : _milliseconds[Math.Min(_milliseconds.Count - 1, (int)(share * _milliseconds.Count))];
}
