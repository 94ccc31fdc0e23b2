using StructGen.RepairBench.Languages;
using StructGen.RepairBench.Runs;

BenchOptions options;
try
{
    options = BenchOptions.Parse(args);
}
catch (Exception exception) when (exception is ArgumentException or FormatException)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}

Console.WriteLine($"# Repair bench, seed {options.Seed}, {options.Count} samples per kind");
var missed = new List<string>();
using (var failures = new FailureFile(options.Failures))
{
    if (options.Runs("json"))
        missed.AddRange(JsonRun.Run(options, failures));
    foreach (var language in new[] { Language.Yaml, Language.Xml, Language.Csv }.Where(language => options.Runs(language.Name)))
        missed.AddRange(LanguageRun.Run(language, options, failures));
    if (options.Runs("prefixes"))
        missed.AddRange(PrefixRun.Run(options, failures));
    if (options.Runs("suites"))
        missed.AddRange(SuiteRun.Run(options, failures));
    if (options.Runs("steps"))
        missed.AddRange(StepsRun.Run());
}

Console.WriteLine();
foreach (var sentence in missed)
    Console.WriteLine("MISSED: " + sentence);
Console.WriteLine(missed.Count == 0 ? "All thresholds are met." : $"{missed.Count} thresholds are missed.");
return missed.Count == 0 ? 0 : 1;
