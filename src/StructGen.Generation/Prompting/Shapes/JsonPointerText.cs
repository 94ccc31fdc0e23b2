namespace StructGen.Generation.Prompting.Shapes;

/// <summary>JSON pointers (RFC 6901).</summary>
internal static class JsonPointerText
{
    /// <summary>One reference token: <c>~</c> and <c>/</c> are escaped.</summary>
    public static string Escape(string name) => name.AsSpan().ContainsAny('~', '/') ? name.Replace("~", "~0").Replace("/", "~1") : name;
}
