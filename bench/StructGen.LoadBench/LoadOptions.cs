using System.Globalization;

namespace StructGen.LoadBench;

/// <summary>The command line.</summary>
/// <param name="Url">Where the service listens.</param>
/// <param name="ProcessId">The service's process, whose memory is read (Linux); 0 for none.</param>
/// <param name="Duration">How long requests are made.</param>
/// <param name="Clients">Clients that ask one after the other without a pause.</param>
internal sealed record LoadOptions(Uri Url, int ProcessId, TimeSpan Duration, int Clients)
{
    public const string Usage = "--url U [--pid N] [--seconds 600] [--clients 4]";

    public static LoadOptions? Parse(string[] args)
    {
        var options = new LoadOptions(new Uri("http://127.0.0.1:8080"), 0, TimeSpan.FromMinutes(10), 4);
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            switch (args[i])
            {
                case "--url": options = options with { Url = new Uri(args[i + 1]) }; break;
                case "--pid": options = options with { ProcessId = int.Parse(args[i + 1], CultureInfo.InvariantCulture) }; break;
                case "--seconds": options = options with { Duration = TimeSpan.FromSeconds(int.Parse(args[i + 1], CultureInfo.InvariantCulture)) }; break;
                case "--clients": options = options with { Clients = int.Parse(args[i + 1], CultureInfo.InvariantCulture) }; break;
                default: return null;
            }
        }

        return args.Length % 2 == 0 ? options : null;
    }
}
