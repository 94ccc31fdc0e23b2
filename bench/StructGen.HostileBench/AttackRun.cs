namespace StructGen.HostileBench;

/// <summary>One attack on a server of its own: ordinary clients alone, then beside the attacker, then what is left when all are gone.</summary>
internal static class AttackRun
{
    private const double MostHealth = 100;
    private const double MostAboveIdle = 400;
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(6);

    public static async Task<AttackResult> RunAsync(Attack attack, BenchOptions options)
    {
        using var server = await ServerProcess.StartAsync(options.Server, attack.Settings);
        var alone = await AloneAsync(server.Address);
        var idle = server.Resident;
        using var attacker = new AttackClient(server.Address);
        using var ordinary = new OrdinaryClients(server.Address);
        using var end = attack.Times > 0 ? new CancellationTokenSource() : new CancellationTokenSource(options.Duration);
        var most = idle;
        var watching = WatchAsync(() => most = Math.Max(most, server.Resident), end.Token);
        var others = ordinary.RunAsync(end.Token);
        var memory = attack.Times > 0
            ? await RepeatAsync(attack, attacker, server)
            : await AttackAsync(attack, attacker, end.Token);
        await end.CancelAsync();
        await Task.WhenAll(others, watching);
        var after = await AfterLeavingAsync(server);
        return Judge(attack, server.IsAlive, memory, new AttackResult
        {
            Group = attack.Group,
            Name = attack.Name,
            Attacker = attacker.Statuses,
            Ordinary = ordinary.Statuses.Values.Sum(),
            Refused = ordinary.Statuses.GetValueOrDefault(429),
            ServerErrors = ordinary.Statuses.Where(status => status.Key is 0 or >= 500).Sum(status => status.Value)
                + attacker.Statuses.Where(status => int.TryParse(status.Key, out var code) && code >= 500).Sum(status => status.Value),
            HealthMedian = Percentile(ordinary.Health, 0.5),
            Health99 = Percentile(ordinary.Health, 0.99),
            CompileAlone = alone,
            CompileUnder = Percentile(ordinary.Compiles, 0.95),
            IdleMemory = idle,
            MostMemory = most,
            AfterLeaving = after,
            LongestAnswer = attacker.LongestAnswer,
            Missed = [],
        });
    }

    /// <summary>The small compile's median beside the same ordinary clients, without an attacker.</summary>
    private static async Task<double> AloneAsync(Uri server)
    {
        using var ordinary = new OrdinaryClients(server);
        using var end = new CancellationTokenSource(Warm);
        await ordinary.RunAsync(end.Token);
        return Percentile(ordinary.Compiles, 0.5);
    }

    private static async Task<(double Fifth, double Last)> AttackAsync(Attack attack, AttackClient attacker, CancellationToken token)
    {
        var number = 0;
        await Task.WhenAll(Enumerable.Range(0, attack.Clients).Select(_ => Task.Run(async () =>
        {
            try
            {
                while (!token.IsCancellationRequested) await attack.Once(attacker, Interlocked.Increment(ref number), token);
            }
            catch (OperationCanceledException)
            {
                // The time is over.
            }
        })));
        return default;
    }

    private static async Task<(double Fifth, double Last)> RepeatAsync(Attack attack, AttackClient attacker, ServerProcess server)
    {
        var fifth = 0.0;
        for (var number = 1; number <= attack.Times; number++)
        {
            await attack.Once(attacker, number, CancellationToken.None);
            if (number == 5) fifth = await SettledAsync(server);
        }

        return (fifth, await SettledAsync(server));
    }

    /// <summary>The least of some seconds: what is garbage leaves within them.</summary>
    private static async Task<double> SettledAsync(ServerProcess server)
    {
        var least = server.Resident;
        for (var look = 0; look < 20; look++)
        {
            await Task.Delay(250);
            least = Math.Min(least, server.Resident);
        }

        return least;
    }

    private static async Task WatchAsync(Action look, CancellationToken token)
    {
        while (!token.IsCancellationRequested)
        {
            look();
            await Task.Delay(50, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<double> AfterLeavingAsync(ServerProcess server)
    {
        await Task.Delay(TimeSpan.FromSeconds(1));
        var before = server.ProcessorTime;
        await Task.Delay(TimeSpan.FromSeconds(2));
        return (server.ProcessorTime - before).TotalSeconds / 2;
    }

    private static AttackResult Judge(Attack attack, bool isAlive, (double Fifth, double Last) memory, AttackResult result)
    {
        var missed = new List<string>();
        if (!isAlive) missed.Add("the process ended");
        if (result.ServerErrors > 0) missed.Add($"{result.ServerErrors} answers of 5xx or broken");
        if (result.Health99 > MostHealth) missed.Add($"health p99 {result.Health99:F0} ms");
        if (result.MostMemory > result.IdleMemory + MostAboveIdle) missed.Add($"memory {result.MostMemory - result.IdleMemory:F0} MB above idle");
        if (result.CompileUnder > 3 * result.CompileAlone) missed.Add($"another's compile is delayed by {(result.CompileUnder - result.CompileAlone) / result.CompileAlone:F1} times its own time");
        if (result.AfterLeaving > 0.5) missed.Add($"{result.AfterLeaving:F1} processors busy a second after everybody left");
        if (result.LongestAnswer > attack.MostAnswer) missed.Add($"an answer of {result.LongestAnswer} bytes");
        if (attack.Times > 0 && memory.Last > 1.05 * memory.Fifth) missed.Add($"memory {memory.Last / memory.Fifth:F3} of that after the fifth");
        return result with { Missed = missed };
    }

    private static double Percentile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? 0 : sorted[Math.Min(sorted.Count - 1, (int)(share * sorted.Count))];
    }
}
