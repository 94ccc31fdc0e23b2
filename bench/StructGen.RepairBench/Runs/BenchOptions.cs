using System.Globalization;

namespace StructGen.RepairBench.Runs;

/// <summary>The command line.</summary>
internal sealed record BenchOptions
{
    public const string Usage = "--seed N --count SAMPLES-PER-KIND --kind SUBSTRING --failures FILE --peers FOLDER --suites FOLDER --only json|yaml|csv|xml|prefixes|steps|suites";

    public int Seed { get; init; } = 1;

    public int Count { get; init; } = 60;

    public string? Kind { get; init; }

    public string? Failures { get; init; }

    public string Peers { get; init; } = Path.Combine("bench", "StructGen.RepairBench", "peers");

    public string Suites { get; init; } = Path.Combine("..", "shared", "repair-suites");

    public string? Only { get; init; }

    public bool Runs(string part) => Only is null || Only == part;

    public static BenchOptions Parse(string[] arguments)
    {
        var options = new BenchOptions();
        for (var index = 0; index < arguments.Length; index += 2)
        {
            if (index + 1 == arguments.Length)
                throw new ArgumentException($"{arguments[index]} has no value. Usage: {Usage}");
            var value = arguments[index + 1];
            options = arguments[index] switch
            {
                "--seed" => options with { Seed = int.Parse(value, CultureInfo.InvariantCulture) },
                "--count" => options with { Count = int.Parse(value, CultureInfo.InvariantCulture) },
                "--kind" => options with { Kind = value },
                "--failures" => options with { Failures = value },
                "--peers" => options with { Peers = value },
                "--suites" => options with { Suites = value },
                "--only" => options with { Only = value },
                _ => throw new ArgumentException($"Unknown option {arguments[index]}. Usage: {Usage}"),
            };
        }

        return options;
    }
}
