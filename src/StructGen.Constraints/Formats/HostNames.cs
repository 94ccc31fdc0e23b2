namespace StructGen.Constraints.Formats;

/// <summary>Host names of RFC 1123: labels of letters, digits and inner hyphens, up to 63 each.</summary>
/// <remarks>
/// Labels that begin with <c>xn--</c> are left out: whether they decode to an allowed name is no regular question (<see cref="Idna.HostName"/> answers it).
/// </remarks>
internal static class HostNames
{
    private const string Outer = "[0-9A-Za-z]";

    private const string Inner = "[0-9A-Za-z\\-]";

    /// <summary>Beginning with neither x nor X, or with a second letter that is not n, or with a third and fourth place that are not both hyphens.</summary>
    private const string Label =
        $"(?:[0-9A-WYZa-wyz](?:{Inner}{{0,61}}{Outer})?" +
        $"|[Xx](?:[0-9A-MO-Za-mo-z]|[0-9A-MO-Za-mo-z\\-]{Inner}{{0,60}}{Outer})?" +
        $"|[Xx][Nn](?:{Outer}|{Inner}{Outer}|(?:{Outer}{Inner}|-{Outer}){Inner}{{0,58}}{Outer})?)";

    /// <summary>Any label, whatever it decodes to.</summary>
    private const string AnyLabel = $"{Outer}(?:{Inner}{{0,61}}{Outer})?";

    /// <summary>All host names, and what only looks like one.</summary>
    public const string AsciiOutside = $"^{AnyLabel}(?:\\.{AnyLabel})*$";

    public const string Ascii = $"^{Label}(?:\\.{Label})*$";
}
