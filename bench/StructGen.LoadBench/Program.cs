using System.Globalization;
using StructGen.LoadBench;

if (LoadOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(LoadOptions.Usage);
    return 2;
}

using var http = new HttpClient { BaseAddress = options.Url, Timeout = Timeout.InfiniteTimeSpan };
var results = LoadKind.Mix.ToDictionary(kind => kind, _ => new LoadResult());
using var end = new CancellationTokenSource(options.Duration);
var clients = Enumerable.Range(1, options.Clients).Select(seed => Task.Run(() => new LoadClient(http, results, seed).RunAsync(end.Token))).ToList();
var memory = new List<double>();
while (!end.IsCancellationRequested)
{
    await Task.Delay(TimeSpan.FromSeconds(5));
    if (options.ProcessId > 0) memory.Add(Resident(options.ProcessId));
}

await Task.WhenAll(clients);
foreach (var (kind, result) in results) Console.WriteLine(result.Describe(kind.Name));
var faults = results.SelectMany(one => one.Value.Faults.Select(fault => $"{one.Key.Name}: {fault}")).ToList();
Console.WriteLine($"{faults.Count} requests with an outcome that is neither expected nor 429");
foreach (var fault in faults.Take(20)) Console.WriteLine("  " + fault);
if (memory.Count > 1)
{
    var half = memory.Count / 2;
    var (first, last) = (memory.Take(half).Average(), memory.Skip(half).Average());
    Console.WriteLine($"resident memory: first half {first:F0} MB, last half {last:F0} MB, ratio {last / first:F3}, most {memory.Max():F0} MB");
}

return faults.Count == 0 ? 0 : 1;

static double Resident(int process)
{
    var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmRSS", StringComparison.Ordinal));
    return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
}
