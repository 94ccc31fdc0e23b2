namespace StructGen.Generation.Tools.Http;

/// <summary>Finds segments that would shorten a path (<c>.</c> and <c>..</c>, RFC 3986, 5.2.4): such a call would reach another address than the one registered.</summary>
/// <remarks>
/// Clients, proxies and servers differ in what they take for such a segment, so all their readings count: percent-encoded once or several times (<c>%2e%2e</c>,
/// <c>%252e</c>), with a back-slash for the slash, with parameters behind it (<c>..;x=1</c>), with blanks or control characters beside it.
/// </remarks>
internal static class PathSegments
{
    /// <summary>Nobody decodes more often; a path that still changes then is refused.</summary>
    private const int MostDecodings = 5;

    public static bool LeadsElsewhere(string path)
    {
        for (var decodings = 0; decodings <= MostDecodings; decodings++)
        {
            if (path.Split('/', '\\').Any(IsDots)) return true;
            var decoded = Uri.UnescapeDataString(path);
            if (decoded == path) return false;
            path = decoded;
        }

        return true;
    }

    private static bool IsDots(string segment)
    {
        var end = segment.IndexOf(';', StringComparison.Ordinal);
        var bare = (end < 0 ? segment.AsSpan() : segment.AsSpan(0, end)).Trim();
        while (bare.Length > 0 && (char.IsControl(bare[^1]) || char.IsWhiteSpace(bare[^1]))) bare = bare[..^1];
        while (bare.Length > 0 && (char.IsControl(bare[0]) || char.IsWhiteSpace(bare[0]))) bare = bare[1..];
        return bare is "." or "..";
    }
}
