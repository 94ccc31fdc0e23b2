using System.Globalization;

namespace StructGen.DecodeBench;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchOptions
{
    public const string Usage =
        """
        DecodeBench speed [--repeats 5] [--texts 6] [--tokens 64] [--spin own|passive|N[,…]] [--bare-spin libgomp|passive|N] [--threads N] [--busy N] [--quota PERCENT]
        DecodeBench same [--requests 300] [--texts 24] [--restarts 4] [--seed 1]
        Both: [--model PATH]   (the repository's own model by default)
        """;

    private static readonly string[] Modes = ["speed", "same", "bare", "decoder", "serve", "burn"];

    public required string Mode { get; init; }

    public string Model { get; init; } = "";

    public int Repeats { get; init; } = 5;

    public int Texts { get; init; }

    public int Tokens { get; init; } = 64;

    public int Requests { get; init; } = 300;

    public int Restarts { get; init; } = 4;

    public int Seed { get; init; } = 1;

    public int? Threads { get; init; }

    public int Busy { get; init; }

    /// <summary>Percent of one processor that each measured process may use; null is no bound.</summary>
    public int? Quota { get; init; }

    public IReadOnlyList<string> Spins { get; init; } = ["own"];

    public string BareSpin { get; init; } = "libgomp";

    public string Url { get; init; } = "";

    public static BenchOptions? Parse(string[] args)
    {
        if (args is not [var mode, .. var rest] || !Modes.Contains(mode) || rest.Length % 2 != 0) return null;
        var options = new BenchOptions { Mode = mode, Model = FindModel(), Texts = mode == "same" ? 24 : 6 };
        for (var i = 0; i < rest.Length; i += 2)
        {
            var value = rest[i + 1];
            if (rest[i] is "--model") options = options with { Model = Path.GetFullPath(value) };
            else if (rest[i] is "--spin") options = options with { Spins = value.Split(',') };
            else if (rest[i] is "--bare-spin") options = options with { BareSpin = value };
            else if (rest[i] is "--url") options = options with { Url = value };
            else if (!int.TryParse(value, CultureInfo.InvariantCulture, out var number) || number < 0) return null;
            else if (rest[i] is "--repeats") options = options with { Repeats = number };
            else if (rest[i] is "--texts") options = options with { Texts = number };
            else if (rest[i] is "--tokens") options = options with { Tokens = number };
            else if (rest[i] is "--requests") options = options with { Requests = number };
            else if (rest[i] is "--restarts") options = options with { Restarts = number };
            else if (rest[i] is "--seed") options = options with { Seed = number };
            else if (rest[i] is "--threads") options = options with { Threads = number };
            else if (rest[i] is "--busy") options = options with { Busy = number };
            else if (rest[i] is "--quota") options = options with { Quota = number };
            else return null;
        }

        return options;
    }

    private static string FindModel()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "models", "structgen-extract-135m.gguf");
            if (File.Exists(path)) return path;
        }

        return "";
    }
}
