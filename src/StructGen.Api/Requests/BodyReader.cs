using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using StructGen.Api.Problems;

namespace StructGen.Api.Requests;

/// <summary>Reads a body into memory, once a request, and stops at the limits of size and time.</summary>
internal static class BodyReader
{
    /// <summary>A body up to this many times the limit is read to its end before it is refused, so that the client sees the answer and no reset.</summary>
    private const int Courtesy = 8;

    /// <summary>The first seconds, in which a connection is still getting going.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private static readonly object Key = new();

    /// <summary>Bodies of requests that ask a model are read before anything counts them: a slow client holds its own connection and nothing else.</summary>
    public static IApplicationBuilder UseBodies(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName == Concurrency.Policy) await ReadAsync(context);
        await next(context);
    });

    /// <summary>The lowest rate, which the server watches.</summary>
    public static IServiceCollection AddBodyRate(this IServiceCollection services)
    {
        services.AddOptions<KestrelServerOptions>()
            .Configure<IOptions<ApiLimits>>((kestrel, limits) => kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(limits.Value.BodyBytesPerSecond, Grace));
        return services;
    }

    /// <summary>The body's bytes.</summary>
    /// <exception cref="ProblemException">More than the limit, or too slow.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context)
    {
        if (context.Items.TryGetValue(Key, out var known)) return (ReadOnlyMemory<byte>)known!;
        var limits = context.RequestServices.GetRequiredService<IOptions<ApiLimits>>().Value;
        using var clock = new CancellationTokenSource(limits.BodyTimeout, context.RequestServices.GetRequiredService<TimeProvider>());
        using var either = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, context.RequestAborted);
        try
        {
            var body = await ReadAsync(context.Request, limits.RequestBytes, either.Token);
            context.Items[Key] = body;
            return body;
        }
        catch (OperationCanceledException) when (clock.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            context.Response.Headers.Connection = "close"; // The rest is not waited for.
            throw new ProblemException(ProblemKind.BodyTimeout, $"The body did not arrive within {limits.BodyTimeout.TotalSeconds:0.###} seconds: send it faster, or raise Limits:BodyTimeout.");
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        var body = new MemoryStream((int)Math.Min(request.ContentLength ?? 4096, 64 * 1024)); // What is announced is not there yet.
        var buffer = new byte[16 * 1024];
        var total = 0L;
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            total += read;
            if (total > (long)limit * Courtesy)
                break;
            if (total <= limit)
                body.Write(buffer, 0, read);
        }

        if (total > limit)
        {
            var count = request.ContentLength is { } declared ? $"{declared}" : $"at least {total}";
            throw new ProblemException(
                ProblemKind.RequestTooLarge,
                $"The body has {count} bytes and the limit is {limit}: send less text, or raise Limits:RequestBytes.");
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}
