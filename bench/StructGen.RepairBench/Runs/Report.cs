using System.Globalization;
using StructGen.RepairBench.Judging;

namespace StructGen.RepairBench.Runs;

/// <summary>Markdown tables on standard output.</summary>
internal static class Report
{
    public static void Table(string title, IReadOnlyList<string> readers, IReadOnlyList<IReadOnlyDictionary<string, Tally>> tallies)
    {
        Console.WriteLine($"\n## {title}\n");
        Console.WriteLine("exact / asked again / wrong but valid\n");
        Console.WriteLine("| kind | " + string.Join(" | ", readers) + " |");
        Console.WriteLine("| --- |" + string.Concat(Enumerable.Repeat(" --- |", readers.Count)));
        foreach (var kind in tallies[0].Keys)
            Console.WriteLine($"| {kind} | " + string.Join(" | ", tallies.Select(tally => Cell(tally[kind]))) + " |");
        Console.WriteLine("| **all** | " + string.Join(" | ", tallies.Select(tally =>
        {
            var sum = new Tally();
            foreach (var one in tally.Values)
                sum.Add(one);
            return string.Create(CultureInfo.InvariantCulture, $"{Cell(sum)} ({sum.ExactShare:P2} exact, {sum.WrongShare:P2} wrong)");
        })) + " |");
    }

    public static string Cell(Tally tally) => $"{tally.Exact} / {tally.AskedAgain} / {tally.Wrong}";
}
