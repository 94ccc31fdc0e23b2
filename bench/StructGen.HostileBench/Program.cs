using StructGen.HostileBench;

if (BenchOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(BenchOptions.Usage);
    return 2;
}

var state = BenchState.Open(options.State);
foreach (var attack in Attacks.All.Where(attack => options.Selects(attack)))
{
    if (state.Find(attack.Name) is not null) continue;
    Console.Error.WriteLine($"{attack.Group}/{attack.Name} …");
    state.Add(await AttackRun.RunAsync(attack, options));
    File.WriteAllText(options.Out, Report.Write(state.Results, options));
}

var report = Report.Write(state.Results, options);
File.WriteAllText(options.Out, report);
Console.WriteLine(report);
return state.Results.All(result => result.Missed.Count == 0) ? 0 : 1;
