using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace StructGen.DecodeBench;

/// <summary>Our paths beside bare <c>llama_decode</c> of the same numbers of tokens, in turn, one client.</summary>
internal static class SpeedBench
{
    public static async Task<int> RunAsync(BenchOptions options)
    {
        Console.WriteLine($"{Environment.ProcessorCount} processors, {options.Busy} busy neighbours, threads {options.Threads?.ToString(CultureInfo.InvariantCulture) ?? "by default"}, bare waits as {options.BareSpin}, {options.Repeats} × {options.Texts} texts of at most {options.Tokens} tokens");
        var busy = Enumerable.Range(0, options.Busy).Select(_ => Worker.Start("burn", options, "own")).ToList();
        try
        {
            foreach (var worker in busy) await worker.ReadAsync();
            var rows = new List<string>();
            foreach (var spin in options.Spins) rows.AddRange(await MeasureAsync(options, spin));
            Console.WriteLine($"quota: {(options.Quota is { } quota ? $"{quota} % by {Worker.QuotaKind}" : "none")}\n");
            Console.WriteLine("| waiting | path | tokens/s | bare tokens/s | share of bare | ms a token | bare ms a token | forced | mask ms a token |\n|---|---|---|---|---|---|---|---|---|");
            foreach (var row in rows) Console.WriteLine(row);
        }
        finally
        {
            foreach (var worker in busy) worker.Dispose();
        }

        return 0;
    }

    private static async Task<IEnumerable<string>> MeasureAsync(BenchOptions options, string spin)
    {
        using var bare = Worker.Start("bare", options, options.BareSpin);
        using var decoder = Worker.Start("decoder", options, spin);
        using var service = Worker.Start("serve", options, spin);
        using var http = new HttpClient { BaseAddress = new Uri(await service.ReadAsync()), Timeout = TimeSpan.FromMinutes(10) };
        await bare.ReadAsync();
        await decoder.ReadAsync();
        (string Name, Func<int, Task<Sample>> Run)[] paths =
        [
            ("decoder, no schema", number => DecodeAsync(decoder, number, "plain", options.Tokens)),
            ("decoder, schema", number => DecodeAsync(decoder, number, "grammar", options.Tokens)),
            ("HTTP, no schema", number => CompleteAsync(http, number, withSchema: false, options.Tokens)),
            ("HTTP, schema", number => CompleteAsync(http, number, withSchema: true, options.Tokens)),
        ];
        var samples = paths.Select(_ => new List<(Sample Ours, double Bare)>()).ToArray();
        for (var number = -1; number < options.Repeats * options.Texts; number++)
        {
            for (var i = 0; i < paths.Length; i++)
            {
                // Beginning with another one each time; the first round warms up.
                var path = (i + number + 1) % paths.Length;
                var ours = await paths[path].Run(number + 1);
                var line = await bare.AskAsync(string.Create(CultureInfo.InvariantCulture, $"{ours.Prompt} {ours.Answer}"));
                if (number >= 0) samples[path].Add((ours, double.Parse(line, CultureInfo.InvariantCulture)));
            }
        }

        return paths.Select((path, i) => Row(spin, path.Name, samples[i]));
    }

    private static string Row(string spin, string name, List<(Sample Ours, double Bare)> samples)
    {
        var tokens = samples.Sum(sample => sample.Ours.Answer);
        var ours = samples.Sum(sample => sample.Ours.Milliseconds);
        var bare = samples.Sum(sample => sample.Bare);
        var shares = samples.Select(sample => sample.Bare / sample.Ours.Milliseconds).Order().ToList();
        var forced = samples.Any(sample => sample.Ours.Forced is null) ? "" : $"{samples.Sum(sample => sample.Ours.Forced):F0}";
        var mask = samples.Any(sample => sample.Ours.Mask is null) ? "" : string.Create(CultureInfo.InvariantCulture, $"{samples.Sum(sample => sample.Ours.Mask) / tokens:F2}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {spin} | {name} | {tokens * 1000 / ours:F1} | {tokens * 1000 / bare:F1} | {shares[shares.Count / 2]:F2} | {ours / tokens:F1} | {bare / tokens:F1} | {forced} | {mask} |");
    }

    private static async Task<Sample> DecodeAsync(Worker decoder, int number, string kind, int tokens)
    {
        var line = await decoder.AskAsync(string.Create(CultureInfo.InvariantCulture, $"{number} {kind} {tokens}"));
        var parts = line.Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToList();
        return new Sample(parts[0], (int)parts[1], (int)parts[2], parts[3], parts[4]);
    }

    private static async Task<Sample> CompleteAsync(HttpClient http, int number, bool withSchema, int tokens)
    {
        var body = new Dictionary<string, object>
        {
            ["messages"] = new[] { new { role = "system", content = BenchTexts.System(number) }, new { role = "user", content = BenchTexts.Text(number) } },
            ["max_tokens"] = tokens,
        };
        if (withSchema) body["response_format"] = new { type = "json_schema", json_schema = new { name = "order", schema = BenchTexts.Schema } };
        var watch = Stopwatch.StartNew();
        using var response = await http.PostAsJsonAsync("/v1/chat/completions", body);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        var took = watch.Elapsed.TotalMilliseconds;
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"{(int)response.StatusCode}: {answer}");
        var usage = answer.GetProperty("usage");
        return new Sample(took, usage.GetProperty("prompt_tokens").GetInt32(), usage.GetProperty("completion_tokens").GetInt32(), null, null);
    }

    private sealed record Sample(double Milliseconds, int Prompt, int Answer, double? Forced, double? Mask);
}
