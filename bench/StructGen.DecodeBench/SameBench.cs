using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;

namespace StructGen.DecodeBench;

/// <summary>One request with a seed, one answer: over HTTP, in random order, 1 to 8 at once, beside requests without a seed, over restarts of the service.</summary>
internal static class SameBench
{
    public static async Task<int> RunAsync(BenchOptions options)
    {
        var random = new Random(options.Seed);
        var queue = Enumerable.Range(0, options.Requests).Select(i => i % options.Texts).ToArray();
        random.Shuffle(queue);
        var answers = new ConcurrentDictionary<int, ConcurrentDictionary<string, int>>();
        var (failed, asked) = (0, 0);
        foreach (var part in queue.Chunk((queue.Length + options.Restarts) / (options.Restarts + 1)))
        {
            using var service = Worker.Start("serve", options, options.Spins[0]);
            using var http = new HttpClient { BaseAddress = new Uri(await service.ReadAsync()), Timeout = TimeSpan.FromMinutes(10) };
            foreach (var wave in part.Chunk(12))
            {
                await Parallel.ForEachAsync(wave, new ParallelOptions { MaxDegreeOfParallelism = random.Next(1, 9) }, async (text, stop) =>
                {
                    if (text % 4 == 0) await AskAsync(http, text + 1000, seed: null, stop);
                    if (await AskAsync(http, text, seed: text + 1, stop) is not { } answer) Interlocked.Increment(ref failed);
                    else answers.GetOrAdd(text, _ => new()).AddOrUpdate(answer, 1, (_, count) => count + 1);
                    Interlocked.Increment(ref asked);
                });
            }

            Console.WriteLine($"{asked} of {options.Requests} requests");
        }

        var differing = answers.Where(answer => answer.Value.Count > 1).ToList();
        foreach (var (text, variants) in differing) Console.WriteLine($"text {text}: {string.Join(" | ", variants.Select(variant => $"{variant.Value} × {variant.Key}"))}");
        Console.WriteLine($"{asked} requests of {answers.Count} texts, {options.Restarts} restarts, seed {options.Seed}: {differing.Count} texts with more than one answer, {failed} failed");
        return differing.Count == 0 && failed == 0 ? 0 : 1;
    }

    // Every second request draws.
    private static async Task<string?> AskAsync(HttpClient http, int text, int? seed, CancellationToken cancellationToken)
    {
        var body = new Dictionary<string, object?>
        {
            ["text"] = BenchTexts.Text(text),
            ["schema"] = BenchTexts.Schema,
            ["temperature"] = text % 2 == 0 ? 0 : 0.8,
            ["seed"] = seed,
            ["maxTokens"] = 96,
            ["retries"] = 0,
            ["timeoutSeconds"] = 590,
        };
        using var response = await http.PostAsJsonAsync("/v1/extract", body, cancellationToken);
        if (!response.IsSuccessStatusCode) return null;
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return answer.GetProperty("attempts")[0].GetProperty("text").GetString();
    }
}
