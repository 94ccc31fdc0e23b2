using System.Globalization;

namespace StructGen.HostileBench;

/// <summary>What is run and how.</summary>
internal sealed class BenchOptions
{
    public const string Usage = """
        StructGen.HostileBench [--groups a,b,…] [--attacks x,y,…] [--seconds 20] [--server StructGen.Api.dll] [--state FILE] [--out FILE]
          Starts a server for each attack, and 16 ordinary clients beside it. Groups: compiles, engine, numbers, bodies, errors, tools, memory. Without --groups all.
          --state keeps what is done, so that a run that was stopped goes on; delete it to begin anew. Exit code 1 when a bound is missed.
        """;

    public IReadOnlyList<string> Groups { get; private set; } = [];

    public IReadOnlyList<string> Names { get; private set; } = [];

    public TimeSpan Duration { get; private set; } = TimeSpan.FromSeconds(20);

    public string Server { get; private set; } = "src/StructGen.Api/bin/Release/net10.0/StructGen.Api.dll";

    public string State { get; private set; } = "hostile.state.json";

    public string Out { get; private set; } = "hostile.md";

    public bool Selects(Attack attack) => (Groups.Count == 0 || Groups.Contains(attack.Group)) && (Names.Count == 0 || Names.Contains(attack.Name));

    public static BenchOptions? Parse(string[] args)
    {
        var options = new BenchOptions();
        for (var index = 0; index + 1 < args.Length; index += 2)
        {
            var value = args[index + 1];
            switch (args[index])
            {
                case "--groups": options.Groups = value.Split(','); break;
                case "--attacks": options.Names = value.Split(','); break;
                case "--seconds": options.Duration = TimeSpan.FromSeconds(double.Parse(value, CultureInfo.InvariantCulture)); break;
                case "--server": options.Server = value; break;
                case "--state": options.State = value; break;
                case "--out": options.Out = value; break;
                default: return null;
            }
        }

        return args.Length % 2 == 0 && File.Exists(options.Server) ? options : null;
    }
}
