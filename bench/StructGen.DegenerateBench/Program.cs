using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using StructGen.DegenerateBench;
using StructGen.Generation;
using StructGen.Generation.Catalogs;
using StructGen.Generation.Requests;
using StructGen.Generation.Tools;
using StructGen.TestKit.Catalogs;

const string Usage = "--data FOLDER --out VERDICTS.jsonl [--models FOLDER] [--parts simple_python,live_simple,…] [--questions N] [--seed S]";
var options = args.Chunk(2).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
if (!options.TryGetValue("--data", out var folder) || !options.TryGetValue("--out", out var path))
{
    Console.Error.WriteLine(Usage);
    return 2;
}

var parts = options.GetValueOrDefault("--parts", "simple_python,live_simple").Split(',');
var count = int.Parse(options.GetValueOrDefault("--questions", "60"), CultureInfo.InvariantCulture);
var seed = int.Parse(options.GetValueOrDefault("--seed", "1"), CultureInfo.InvariantCulture);
List<Verdict> done = File.Exists(path) ? [.. File.ReadLines(path).Select(line => JsonSerializer.Deserialize<Verdict>(line)!)] : [];

var services = new ServiceCollection();
services.AddSingleton<IDefinitionStore, MemoryDefinitionStore>();
services.AddStructGen().AddLLamaSharp(models => models.Path = options.GetValueOrDefault("--models", "models"));
await using var provider = services.BuildServiceProvider();
var generator = provider.GetRequiredService<StructuredGenerator>();

foreach (var question in parts.SelectMany(part => Question.Read(folder, part, count, seed)))
{
    foreach (var masks in new[] { "open", "default" })
    {
        if (done.Exists(verdict => verdict.Id == question.Id && verdict.Masks == masks)) continue;
        var verdict = await AskAsync(question, masks);
        done.Add(verdict);
        await File.AppendAllTextAsync(path, JsonSerializer.Serialize(verdict) + "\n");
    }
}

Console.WriteLine("| masks | answers | right | answers with undeclared members | undeclared members | numbers spelled oddly | loops ended | cut by the limit | tokens |");
Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
foreach (var group in done.GroupBy(verdict => verdict.Masks))
{
    Console.WriteLine($"| {group.Key} | {group.Count()} | {group.Count(one => one.IsRight)} | {group.Count(one => one.Undeclared.Count > 0)} | {group.Sum(one => one.Undeclared.Count)} | {group.Sum(one => one.OddNumbers.Count)} "
        + $"| {group.Count(one => one.IsRepeating)} | {group.Count(one => one.IsCut)} | {group.Sum(one => one.Tokens)} |");
}

foreach (var verdict in done.Where(one => one.Undeclared.Count > 0).Take(20)) Console.WriteLine($"{verdict.Masks} {verdict.Id}: {string.Join(", ", verdict.Undeclared)}");
return done.Exists(verdict => verdict.Masks == "default" && verdict.Undeclared.Count > 0) ? 1 : 0;

async Task<Verdict> AskAsync(Question question, string masks)
{
    var isOpen = masks == "open";
    var result = await generator.CallToolsAsync(new ToolCallRequest
    {
        Input = question.Input,
        Tools = [.. question.Tools.Select(ToolReference.FromDefinition)],
        Choice = ToolChoice.Required,
        Mode = GenerationMode.Grammar,
        Retries = 0,
        Timeout = TimeSpan.FromMinutes(10),
        Sampling = new SamplingOptions { MaxTokens = 512, OpenObjects = isOpen, OpenNumbers = isOpen, RepetitionGuard = !isOpen },
    });
    var call = result.Calls.Count > 0 ? result.Calls[0] : null;
    var schema = question.Tools.FirstOrDefault(tool => tool.Name == call?.Name)?.Parameters;
    return new Verdict(
        question.Id,
        masks,
        call is not null && Verdict.Matches(question.Answer, call.Name, call.Arguments),
        call is null || schema is null ? [] : [.. Verdict.UndeclaredIn(call.Arguments, schema.Value)],
        call is null ? [] : [.. Verdict.OddNumbersIn(call.Arguments)],
        result.Warnings.Any(warning => warning.Code == "repetition-ended"),
        result.Attempts.Any(attempt => attempt.FinishReason == "length"),
        result.Usage.CompletionTokens);
}
