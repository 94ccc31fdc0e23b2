using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using StructGen.Api.Access;
using StructGen.Api.Problems;
using StructGen.Api.Requests;

namespace StructGen.Api.Idempotency;

/// <summary>
/// <c>Idempotency-Key</c> where models are asked (draft-ietf-httpapi-idempotency-key-header): a repetition gets the first answer instead of one of its own, and
/// waits for it where it is still being made.
/// </summary>
/// <remarks>Only answers with data are kept: after a failure, and after a stream of events, the repetition is answered anew.</remarks>
internal static class IdempotencyKeys
{
    private const string KeyHeader = "Idempotency-Key";
    private const string ReplayedHeader = "Idempotent-Replayed";
    private const int LongestKey = 255;

    public static IApplicationBuilder UseIdempotencyKeys(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var key = context.Request.Headers[KeyHeader].ToString();
        return key.Length > 0 && context.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName == Concurrency.Policy
            ? AnswerAsync(context, key, next)
            : next(context);
    });

    private static async Task AnswerAsync(HttpContext context, string key, RequestDelegate next)
    {
        if (key.Length > LongestKey || key.Any(letter => letter is < ' ' or > '~'))
            throw new ProblemException(ProblemKind.MalformedRequest, $"The header {KeyHeader} must have 1 to {LongestKey} visible ASCII characters.");
        var store = context.RequestServices.GetRequiredService<ReplyStore>();
        var limits = context.RequestServices.GetRequiredService<IOptions<ApiLimits>>().Value;
        var body = await BodyReader.ReadAsync(context);
        var owned = $"{Caller.Of(context)?.Id}\n{key}";
        var request = new IdempotentRequest(Fingerprint(context.Request, body.Span));
        while (store.GetOrAdd(owned, request) is var known && known != request)
        {
            if (known.Fingerprint != request.Fingerprint)
                throw new ProblemException(ProblemKind.IdempotencyConflict, $"The {KeyHeader} '{key}' came with another request before; take a new key for a new request.");
            if (await known.Reply.WaitAsync(context.RequestAborted) is { } reply)
            {
                await ReplayAsync(context.Response, reply, context.RequestAborted);
                return;
            }
        }

        StoredReply? made = null;
        try
        {
            made = await MakeAsync(context, limits.IdempotentBytes, next);
        }
        finally
        {
            store.End(owned, request, made);
        }
    }

    private static async Task<StoredReply?> MakeAsync(HttpContext context, int limit, RequestDelegate next)
    {
        var response = context.Response.Body;
        var tee = new TeeStream(context.Response, response, limit);
        context.Response.Body = tee;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = response;
        }

        return context.Response.StatusCode == StatusCodes.Status200OK && tee.Copy is { Length: > 0 } copy ? new StoredReply(StatusCodes.Status200OK, context.Response.ContentType, copy) : null;
    }

    private static async Task ReplayAsync(HttpResponse response, StoredReply reply, CancellationToken cancellationToken)
    {
        response.StatusCode = reply.Status;
        response.ContentType = reply.ContentType;
        response.ContentLength = reply.Body.Length;
        response.Headers[ReplayedHeader] = "true";
        await response.Body.WriteAsync(reply.Body, cancellationToken);
    }

    private static string Fingerprint(HttpRequest request, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n{request.Headers.Accept}\n"));
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
