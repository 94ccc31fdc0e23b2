namespace StructGen.Constraints.Schemas;

/// <summary>JSON pointers (RFC 6901) as strings: <c>/$defs/a~1b/0</c>; the empty string is the root.</summary>
internal static class JsonPointer
{
    public static string Append(string pointer, string token) => $"{pointer}/{Escape(token)}";

    public static string Append(string pointer, int index) => $"{pointer}/{index}";

    public static string Escape(string token) => token.AsSpan().IndexOfAny('~', '/') < 0
        ? token
        : token.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>The reference tokens of a pointer that is empty or starts with a slash, unescaped.</summary>
    public static IEnumerable<string> Tokens(string pointer) => pointer.Length == 0
        ? []
        : pointer[1..].Split('/').Select(token => token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));
}
