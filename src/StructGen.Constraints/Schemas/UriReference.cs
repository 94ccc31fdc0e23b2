namespace StructGen.Constraints.Schemas;

/// <summary>Resolves references to URIs as RFC 3986 section 5.2 says, on plain text.</summary>
/// <remarks>
/// A schema without <c>$id</c> has the empty base, so that <c>#/a</c> and <c>other.json</c> resolve to themselves; URNs and file URIs are
/// ordinary. <see cref="System.Uri"/> does neither and rewrites what it reads, which would make equal identifiers differ.
/// </remarks>
internal static class UriReference
{
    /// <summary>Resolves a reference against a base: the absolute identifier without fragment, and the fragment, percent-decoded.</summary>
    public static (string Uri, string Fragment) Resolve(string baseUri, string reference)
    {
        var hash = reference.IndexOf('#', StringComparison.Ordinal);
        var fragment = hash < 0 ? "" : System.Uri.UnescapeDataString(reference[(hash + 1)..]);
        var relative = Parts.Of(hash < 0 ? reference : reference[..hash]);
        if (relative is { Scheme: "", Authority: null, Path: "", Query: null }) return (WithoutFragment(baseUri), fragment);
        return (Combine(Parts.Of(WithoutFragment(baseUri)), relative).ToString(), fragment);
    }

    public static string WithoutFragment(string uri)
    {
        var hash = uri.IndexOf('#', StringComparison.Ordinal);
        return hash < 0 ? uri : uri[..hash];
    }

    private static Parts Combine(Parts source, Parts relative)
    {
        if (relative.Scheme.Length > 0) return relative with { Path = RemoveDots(relative.Path) };
        if (relative.Authority is not null) return relative with { Scheme = source.Scheme, Path = RemoveDots(relative.Path) };
        if (relative.Path.Length == 0) return source with { Query = relative.Query ?? source.Query };
        var path = relative.Path[0] == '/' ? relative.Path : Merge(source, relative.Path);
        return source with { Path = RemoveDots(path), Query = relative.Query };
    }

    private static string Merge(Parts source, string path) => source is { Authority: not null, Path: "" }
        ? "/" + path
        : source.Path[..(source.Path.LastIndexOf('/') + 1)] + path;

    private static string RemoveDots(string path)
    {
        if (!path.Contains("./", StringComparison.Ordinal) && !path.EndsWith('.')) return path;
        var kept = new List<string>();
        var segments = path.Split('/');
        for (var i = 0; i < segments.Length; i++)
        {
            var last = i == segments.Length - 1;
            if (segments[i] == "..")
            {
                if (kept.Count > (path[0] == '/' ? 1 : 0)) kept.RemoveAt(kept.Count - 1);
                if (last) kept.Add("");
            }
            else if (segments[i] == ".")
            {
                if (last) kept.Add("");
            }
            else
            {
                kept.Add(segments[i]);
            }
        }

        return string.Join('/', kept);
    }

    private sealed record Parts(string Scheme, string? Authority, string Path, string? Query)
    {
        public static Parts Of(string text)
        {
            var scheme = "";
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && char.IsAsciiLetter(text[0]) && text.AsSpan(0, colon).IndexOfAny("/?") < 0)
            {
                scheme = text[..colon];
                text = text[(colon + 1)..];
            }

            string? query = null;
            var mark = text.IndexOf('?', StringComparison.Ordinal);
            if (mark >= 0)
            {
                query = text[(mark + 1)..];
                text = text[..mark];
            }

            if (!text.StartsWith("//", StringComparison.Ordinal)) return new Parts(scheme, null, text, query);
            var slash = text.IndexOf('/', 2);
            return new Parts(scheme, slash < 0 ? text[2..] : text[2..slash], slash < 0 ? "" : text[slash..], query);
        }

        public override string ToString()
            => $"{(Scheme.Length > 0 ? Scheme + ":" : "")}{(Authority is null ? "" : "//" + Authority)}{Path}{(Query is null ? "" : "?" + Query)}";
    }
}
