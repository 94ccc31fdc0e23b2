using System.Threading.RateLimiting;

namespace StructGen.Api.Access;

/// <summary>Holds callers to their requests per minute. A bucket a caller, filled evenly: a caller that rested may ask at once what a minute holds.</summary>
internal static class RequestRate
{
    /// <summary>The limiter over all requests.</summary>
    public static PartitionedRateLimiter<HttpContext> Create() => PartitionedRateLimiter.Create<HttpContext, (string, int)>(context => Caller.Of(context) is { RequestsPerMinute: { } rate } caller
        ? RateLimitPartition.GetTokenBucketLimiter((caller.Id, rate), _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = rate,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1) / rate,
            QueueLimit = 0,
        })
        : RateLimitPartition.GetNoLimiter<(string, int)>(default));
}
