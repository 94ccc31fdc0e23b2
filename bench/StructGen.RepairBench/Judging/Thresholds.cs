namespace StructGen.RepairBench.Judging;

/// <summary>What is asked of a reader.</summary>
/// <param name="ExactOverall">Least share of exact readings over all kinds.</param>
/// <param name="ExactPerKind">Least share of exact readings in each kind.</param>
/// <param name="WrongOverall">Highest share of other data called valid over all kinds.</param>
/// <param name="WrongPerKind">Highest share in each kind.</param>
internal sealed record Thresholds(double ExactOverall, double ExactPerKind, double WrongOverall, double WrongPerKind)
{
    public static Thresholds Json { get; } = new(0.97, 0.85, 0.005, 0.02);

    /// <summary>Of other languages only wrong answers count.</summary>
    public static Thresholds Others { get; } = new(0, 0, 0.01, 0.01);

    /// <summary>What is missed, in sentences; empty when all is met.</summary>
    public IReadOnlyList<string> Missed(string title, IReadOnlyDictionary<string, Tally> kinds, int slack = 0)
    {
        var missed = new List<string>();
        var overall = new Tally();
        foreach (var (kind, tally) in kinds)
        {
            overall.Add(tally);
            if (tally.Exact + slack < ExactPerKind * tally.Total)
                missed.Add($"{title}, {kind}: exact {tally.ExactShare:P1} is below {ExactPerKind:P0}");
            if (tally.Wrong - slack > WrongPerKind * tally.Total)
                missed.Add($"{title}, {kind}: {tally.Wrong} of {tally.Total} wrong but valid, more than {WrongPerKind:P1}");
        }

        if (overall.ExactShare < ExactOverall)
            missed.Add($"{title}, overall: exact {overall.ExactShare:P2} is below {ExactOverall:P0}");
        if (overall.WrongShare > WrongOverall)
            missed.Add($"{title}, overall: wrong but valid {overall.WrongShare:P2}, more than {WrongOverall:P1}");
        return missed;
    }
}
