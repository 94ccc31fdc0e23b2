using Microsoft.Net.Http.Headers;
using StructGen.Api.Problems;

namespace StructGen.Api.Registries;

/// <summary>A definition's hash as ETag and If-Match.</summary>
internal static class EntityTags
{
    /// <summary>Sets the ETag.</summary>
    public static void Write(HttpResponse response, string hash) => response.Headers.ETag = $"\"{hash}\"";

    /// <summary>The hash that If-Match names; null when the header is not there.</summary>
    /// <exception cref="ProblemException">The header does not hold exactly one strong tag.</exception>
    public static string? Expected(HttpRequest request)
    {
        if (!request.Headers.ContainsKey(HeaderNames.IfMatch))
            return null;
        return request.GetTypedHeaders().IfMatch is [{ IsWeak: false } tag] && tag.Tag.Length > 2
            ? tag.Tag.Subsegment(1, tag.Tag.Length - 2).Value
            : throw new ProblemException(ProblemKind.MalformedRequest, "The header If-Match must hold one ETag in double quotes, as GET and PUT return it.");
    }
}
