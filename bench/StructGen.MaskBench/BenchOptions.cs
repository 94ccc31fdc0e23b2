using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using StructGen.Constraints;

namespace StructGen.MaskBench;

/// <summary>The command line.</summary>
internal sealed record BenchOptions
{
    public const string Usage =
        "--data F.jsonl.gz --tokens F.tokens.jsonl.gz --vocab V.json.gz [--order any|declared] [--limit N] [--filter SUBSTR] [--warmup N] [--timeout SECONDS]\n" +
        "[--walks K] [--seed S] [--walk-out G.jsonl] [--json OUT.json] [--failures OUT.tsv] [--peer PATH] [--model M.gguf] [--slowest N] [--soak MASKS] [--cpu-time] [--quiet]\n" +
        "--names N --vocab V.json.gz [--order any|declared] [--cpu-time]";

    public string DataPath { get; private set; } = "";

    public string TokensPath { get; private set; } = "";

    public string VocabularyPath { get; private set; } = "";

    public PropertyOrder Order { get; private set; } = PropertyOrder.Any;

    public int Limit { get; private set; } = int.MaxValue;

    public string Filter { get; private set; } = "";

    public int WarmUp { get; private set; } = 200;

    public TimeSpan Timeout { get; private set; } = TimeSpan.FromSeconds(60);

    public int Walks { get; private set; }

    public int Seed { get; private set; } = 1;

    public string? WalkPath { get; private set; }

    public string? JsonPath { get; private set; }

    public string? FailuresPath { get; private set; }

    public string? PeerPath { get; private set; }

    /// <summary>A model whose vocabulary and tokenizer take the place of those that the files were written with.</summary>
    public string? ModelPath { get; private set; }

    /// <summary>How many of the dearest masks to print.</summary>
    public int Slowest { get; private set; }

    /// <summary>Masks to ask for with the same constraints over and over, instead of the benchmark; 0 for none.</summary>
    public int Soak { get; private set; }

    /// <summary>Names of an object whose first masks are measured, instead of the benchmark; 0 for none.</summary>
    public int Names { get; private set; }

    public bool Quiet { get; private set; }

    public static bool TryParse(string[] args, [NotNullWhen(true)] out BenchOptions? options, out string error)
    {
        var read = new BenchOptions();
        options = null;
        error = "";
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--cpu-time")
            {
                Clock.UsesProcessorTime = true;
                continue;
            }

            if (args[i] == "--quiet")
            {
                read.Quiet = true;
                continue;
            }

            if (i + 1 == args.Length)
            {
                error = $"{args[i]} needs a value";
                return false;
            }

            var value = args[i + 1];
            switch (args[i++])
            {
                case "--data": read.DataPath = value; break;
                case "--tokens": read.TokensPath = value; break;
                case "--vocab": read.VocabularyPath = value; break;
                case "--order": read.Order = value == "declared" ? PropertyOrder.Declared : PropertyOrder.Any; break;
                case "--limit": read.Limit = Number(value); break;
                case "--filter": read.Filter = value; break;
                case "--warmup": read.WarmUp = Number(value); break;
                case "--timeout": read.Timeout = TimeSpan.FromSeconds(Number(value)); break;
                case "--walks": read.Walks = Number(value); break;
                case "--seed": read.Seed = Number(value); break;
                case "--walk-out": read.WalkPath = value; break;
                case "--json": read.JsonPath = value; break;
                case "--failures": read.FailuresPath = value; break;
                case "--peer": read.PeerPath = value; break;
                case "--model": read.ModelPath = value; break;
                case "--soak": read.Soak = Number(value); break;
                case "--names": read.Names = Number(value); break;
                case "--slowest": read.Slowest = Number(value); break;
                default:
                    error = $"unknown argument {args[i - 1]}";
                    return false;
            }
        }

        if (read.Names > 0 && read.VocabularyPath.Length > 0)
        {
            options = read;
            return true;
        }

        if (read.DataPath.Length == 0 || read.TokensPath.Length == 0 || read.VocabularyPath.Length == 0)
        {
            error = "--data, --tokens and --vocab are needed";
            return false;
        }

        if (read.ModelPath is not null && read.PeerPath is not null)
        {
            error = "--peer reads the files' tokens, so it cannot be compared under --model";
            return false;
        }

        options = read;
        return true;

        static int Number(string value) => int.Parse(value, CultureInfo.InvariantCulture);
    }
}
