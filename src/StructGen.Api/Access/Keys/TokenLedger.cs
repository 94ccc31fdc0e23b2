using Microsoft.EntityFrameworkCore;
using StructGen.Api.Registries;

namespace StructGen.Api.Access.Keys;

/// <summary>Books the tokens of callers by day, in the store: all replicas share a budget, and a restart does not give it back.</summary>
internal sealed class TokenLedger(RegistryEngine engine, RegistryDatabase database, TimeProvider time)
{
    private const int DaysKept = 31;

    /// <summary>Time until the next day, UTC, begins.</summary>
    public TimeSpan UntilTomorrow => time.GetUtcNow().UtcDateTime.Date.AddDays(1) - time.GetUtcNow().UtcDateTime;

    /// <summary>Tokens that a caller used today.</summary>
    public async ValueTask<long> UsedTodayAsync(string caller, CancellationToken cancellationToken)
    {
        if (!await database.OpenAsync(cancellationToken))
            return 0;
        var today = Today();
        await using var context = engine.CreateContext();
        return await context.TokenUsage.Where(row => row.Caller == caller && row.Day == today).Select(row => row.Tokens).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Adds to what a caller used today.</summary>
    public async Task BookAsync(string caller, long tokens, CancellationToken cancellationToken)
    {
        await database.CreateAsync(cancellationToken);
        var today = Today();
        while (true)
        {
            using var turn = await engine.EnterChangeAsync(cancellationToken);
            await using var context = engine.CreateContext();
            var row = context.TokenUsage.Where(row => row.Caller == caller && row.Day == today);
            if (await row.ExecuteUpdateAsync(set => set.SetProperty(usage => usage.Tokens, usage => usage.Tokens + tokens), cancellationToken) > 0)
                return;
            try
            {
                await context.TokenUsage.Where(usage => usage.Day < today - DaysKept).ExecuteDeleteAsync(cancellationToken);
                context.Add(new DayUsage { Caller = caller, Day = today, Tokens = tokens });
                await context.SaveChangesAsync(cancellationToken);
                return;
            }
            catch (DbUpdateException exception) when (engine.IsConflict(exception))
            {
                // Another replica made the day's row first: add to that one.
            }
        }
    }

    private int Today() => (int)(time.GetUtcNow().UtcDateTime.Date - DateTime.UnixEpoch).TotalDays;
}
