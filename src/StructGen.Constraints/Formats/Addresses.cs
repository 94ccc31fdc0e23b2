namespace StructGen.Constraints.Formats;

/// <summary>IP addresses: dotted decimals without leading zeros, and RFC 4291 section 2.2 with the grammar of RFC 3986.</summary>
internal static class Addresses
{
    public const string V4 = "(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])\\.){3}(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";

    private const string Group = "[0-9A-Fa-f]{1,4}";

    private const string Last32 = $"(?:{Group}:{Group}|{V4})";

    public const string V6 =
        $"(?:{Group}:){{6}}{Last32}" +
        $"|::(?:{Group}:){{5}}{Last32}" +
        $"|(?:{Group})?::(?:{Group}:){{4}}{Last32}" +
        $"|(?:(?:{Group}:){{0,1}}{Group})?::(?:{Group}:){{3}}{Last32}" +
        $"|(?:(?:{Group}:){{0,2}}{Group})?::(?:{Group}:){{2}}{Last32}" +
        $"|(?:(?:{Group}:){{0,3}}{Group})?::{Group}:{Last32}" +
        $"|(?:(?:{Group}:){{0,4}}{Group})?::{Last32}" +
        $"|(?:(?:{Group}:){{0,5}}{Group})?::{Group}" +
        $"|(?:(?:{Group}:){{0,6}}{Group})?::";
}
