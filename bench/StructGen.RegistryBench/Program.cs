using StructGen.RegistryBench;
using StructGen.TestKit.Databases;

// dotnet run -c Release --project bench/StructGen.RegistryBench [-- SCHEMAS]
var count = args is [var given] ? int.Parse(given, System.Globalization.CultureInfo.InvariantCulture) : 10_000;
Console.WriteLine("| store | what | requests | clients | p50 ms | p95 ms | p99 ms | max ms | per second |");
Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
var folder = Directory.CreateTempSubdirectory("structgen-bench").FullName;
await using (var sqlite = await RegistryRun.StartAsync("SQLite", $"Data Source={Path.Combine(folder, "s.db")}"))
    await sqlite.MeasureAsync(count);
await using var cluster = new PostgresCluster();
await using (var postgres = await RegistryRun.StartAsync("PostgreSQL", await cluster.CreateDatabaseAsync()))
    await postgres.MeasureAsync(count);
Directory.Delete(folder, recursive: true);
