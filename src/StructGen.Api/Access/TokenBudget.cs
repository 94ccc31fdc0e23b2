using Microsoft.AspNetCore.RateLimiting;
using StructGen.Api.Access.Keys;
using StructGen.Api.Problems;
using StructGen.Generation.Telemetry;

namespace StructGen.Api.Access;

/// <summary>Holds callers to their tokens per day where models are asked.</summary>
/// <remarks>
/// What a request will use is known only afterwards: the one that passes the budget is still answered, the next is refused. Requests at the same time may pass it
/// together.
/// </remarks>
internal static class TokenBudget
{
    public static IApplicationBuilder UseTokenBudgets(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (Caller.Of(context) is not { TokensPerDay: { } budget } caller || context.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName != Concurrency.Policy)
        {
            await next(context);
            return;
        }

        var ledger = context.RequestServices.GetRequiredService<TokenLedger>();
        var used = await ledger.UsedTodayAsync(caller.Id, context.RequestAborted);
        if (used >= budget)
        {
            throw new ProblemException(new Problem(ProblemKind.BudgetExceeded, $"{used} of the {budget} tokens that this key or token has a day are used; the next day (UTC) begins after the time in Retry-After.")
            {
                RetryAfter = ledger.UntilTomorrow,
            });
        }

        using var account = GenerationAccount.Open();
        try
        {
            await next(context);
        }
        finally
        {
            // What was used counts whether or not the client is still there.
            if (account.Usage.TotalTokens > 0)
                await ledger.BookAsync(caller.Id, account.Usage.TotalTokens, CancellationToken.None);
        }
    });
}
