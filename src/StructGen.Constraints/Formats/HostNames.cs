namespace StructGen.Constraints.Formats;

/// <summary>Host names of RFC 1123: labels of letters, digits and inner hyphens, up to 63 each.</summary>
/// <remarks>
/// Labels with "--" in third and fourth place are left out: they are reserved, and whether <c>xn--…</c> decodes to an allowed name is no regular
/// question. Such names can be validated elsewhere, they are never offered.
/// </remarks>
internal static class HostNames
{
    private const string Outer = "[0-9A-Za-z]";

    private const string Inner = "[0-9A-Za-z\\-]";

    /// <summary>By length 1, 2, 3, 4 and more; third and fourth place are not both hyphens.</summary>
    private const string Label = $"{Outer}(?:{Outer}|{Inner}{Outer}|{Inner}{Inner}{Outer}|{Inner}(?:{Outer}{Inner}|-{Outer}){Inner}{{0,58}}{Outer})?";

    public const string Ascii = $"^{Label}(?:\\.{Label})*$";
}
