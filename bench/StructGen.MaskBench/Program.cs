using StructGen.MaskBench;

if (!BenchOptions.TryParse(args, out var options, out var error))
{
    Console.Error.WriteLine(error);
    Console.Error.WriteLine(BenchOptions.Usage);
    return 2;
}

if (options.Names > 0)
{
    ManyNames.Run(options, Console.Out);
    return 0;
}

if (options.Soak > 0)
{
    Soak.Run(options, Console.Out);
    return 0;
}

var bench = new Bench(options);
var report = bench.Run();
report.Print(Console.Out);
if (options.JsonPath is not null) report.WriteJson(options.JsonPath);
if (options.PeerPath is not null) Peer.Compare(options, report, Console.Out);
return 0;
