namespace StructGen.Api.Requests;

/// <summary>RFC 6901.</summary>
internal static class JsonPointers
{
    /// <summary>A member's name as one part of a pointer.</summary>
    public static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
