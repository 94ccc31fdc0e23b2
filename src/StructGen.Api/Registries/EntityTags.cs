using Microsoft.Net.Http.Headers;
using StructGen.Api.Problems;
using StructGen.Generation.Catalogs;

namespace StructGen.Api.Registries;

/// <summary>A definition's hash as an entity tag (RFC 9110, 8.8.3 and 13.1).</summary>
internal static class EntityTags
{
    /// <summary>Sets the ETag.</summary>
    public static void Write(HttpResponse response, string hash) => response.Headers.ETag = $"\"{hash}\"";

    /// <summary>Whether the client has it already (<c>If-None-Match</c>): the answer is then 304.</summary>
    public static bool IsKnown(HttpRequest request, string hash)
        => request.GetTypedHeaders().IfNoneMatch.Any(tag => tag == EntityTagHeaderValue.Any || tag.Tag == $"\"{hash}\"");

    /// <summary>What must be so for a change: <c>If-Match</c> with one tag or <c>*</c>, or <c>If-None-Match: *</c>.</summary>
    /// <exception cref="ProblemException">The headers ask for something else.</exception>
    public static WriteCondition Condition(HttpRequest request)
    {
        var headers = request.GetTypedHeaders();
        if (request.Headers.ContainsKey(HeaderNames.IfNoneMatch))
        {
            return headers.IfNoneMatch is [{ } none] && none == EntityTagHeaderValue.Any && !request.Headers.ContainsKey(HeaderNames.IfMatch)
                ? new WriteCondition(Exists: false)
                : throw Malformed("The header If-None-Match of a change can only be *, without If-Match.");
        }

        if (!request.Headers.ContainsKey(HeaderNames.IfMatch))
            return WriteCondition.None;
        return headers.IfMatch switch
        {
            [{ } any] when any == EntityTagHeaderValue.Any => new WriteCondition(Exists: true),
            [{ IsWeak: false } tag] when tag.Tag.Length > 2 => new WriteCondition(tag.Tag.Subsegment(1, tag.Tag.Length - 2).Value),
            _ => throw Malformed("The header If-Match must hold one ETag in double quotes, as GET and PUT return it, or *."),
        };
    }

    private static ProblemException Malformed(string detail) => new(ProblemKind.MalformedRequest, detail);
}
