using StructGen.Api.Problems;

namespace StructGen.Api.Requests;

/// <summary>Reads a body into memory and stops at the limit.</summary>
internal static class BodyReader
{
    /// <summary>A body up to this many times the limit is read to its end before it is refused, so that the client sees the answer and no reset.</summary>
    private const int Courtesy = 8;

    /// <summary>The body's bytes.</summary>
    /// <exception cref="ProblemException">More than the limit.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context, int limit)
    {
        var body = new MemoryStream((int)Math.Min(context.Request.ContentLength ?? 4096, limit));
        var buffer = new byte[16 * 1024];
        var total = 0L;
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            total += read;
            if (total > (long)limit * Courtesy)
                break;
            if (total <= limit)
                body.Write(buffer, 0, read);
        }

        if (total > limit)
        {
            var count = context.Request.ContentLength is { } declared ? $"{declared}" : $"at least {total}";
            throw new ProblemException(
                ProblemKind.RequestTooLarge,
                $"The body has {count} bytes and the limit is {limit}: send less text, or raise Limits:RequestBytes.");
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}
