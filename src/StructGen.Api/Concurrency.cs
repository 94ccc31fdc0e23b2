using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using StructGen.Api.Access;
using StructGen.Api.Problems;

namespace StructGen.Api;

/// <summary>Bounds how many generations run or wait at once; one more is told at once to come again.</summary>
internal static class Concurrency
{
    /// <summary>The name that endpoints ask for.</summary>
    public const string Policy = "generation";

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    public static IServiceCollection AddConcurrencyLimit(this IServiceCollection services)
    {
        services.AddRateLimiter(limiter =>
        {
            limiter.GlobalLimiter = RequestRate.Create();
            limiter.OnRejected = RejectAsync;
        });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<ApiLimits>>((limiter, limits) => limiter.AddConcurrencyLimiter(Policy, options =>
        {
            options.PermitLimit = limits.Value.Concurrency;
            options.QueueLimit = 0;
        }));
        return services;
    }

    /// <summary>Only the limiter of a caller's rate knows when to come again.</summary>
    private static async ValueTask RejectAsync(OnRejectedContext context, CancellationToken cancellationToken)
    {
        var problem = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait)
            ? new Problem(ProblemKind.RateLimited, $"This key or token may ask {Caller.Of(context.HttpContext)?.RequestsPerMinute} times a minute; try again after the time in Retry-After.") { RetryAfter = wait }
            : new Problem(ProblemKind.Overloaded, "As many generations as Limits:Concurrency allows are running or waiting; try again after the time in Retry-After.") { RetryAfter = RetryAfter };
        await ProblemHandler.WriteAsync(context.HttpContext, problem, cancellationToken);
    }
}
