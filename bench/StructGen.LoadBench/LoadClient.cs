using System.Diagnostics;
using System.Text;

namespace StructGen.LoadBench;

/// <summary>A client that asks one thing after the other.</summary>
internal sealed class LoadClient(HttpClient http, IReadOnlyDictionary<LoadKind, LoadResult> results, int seed)
{
    private readonly Random _random = new(seed);
    private int _number = seed * 1_000_000;

    public async Task RunAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested) await AskAsync(Pick());
    }

    private LoadKind Pick()
    {
        var at = _random.Next(LoadKind.Mix.Sum(kind => kind.Weight));
        foreach (var kind in LoadKind.Mix)
        {
            at -= kind.Weight;
            if (at < 0) return kind;
        }

        return LoadKind.Mix[0];
    }

    private async Task AskAsync(LoadKind kind)
    {
        var number = Interlocked.Increment(ref _number);
        using var request = new HttpRequestMessage(kind.Method, kind.Path(number));
        if (kind.Body(number) is { } body) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (kind.Name == "extract stream") request.Headers.Accept.ParseAdd("text/event-stream");
        using var leaves = new CancellationTokenSource(kind.LeavesAfter ?? TimeSpan.FromMinutes(5));
        var start = Stopwatch.GetTimestamp();
        try
        {
            using var response = await http.SendAsync(request, leaves.Token);
            var text = await response.Content.ReadAsStringAsync(leaves.Token);
            var status = (int)response.StatusCode;
            var isRight = (status == 429 || kind.Expected.Contains(status)) && !text.Contains("\nevent: error", StringComparison.Ordinal) && !text.Contains("{\"error\"", StringComparison.Ordinal);
            Keep(kind, start, $"{status}", isRight ? null : $"{status} {text[..Math.Min(300, text.Length)]}");
            if (status == 429) await Task.Delay(500);
        }
        catch (OperationCanceledException) when (kind.LeavesAfter is not null)
        {
            Keep(kind, start, "gone", null);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            Keep(kind, start, "failed", exception.Message);
        }
    }

    private void Keep(LoadKind kind, long start, string outcome, string? fault) => results[kind].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds, outcome, fault);
}
