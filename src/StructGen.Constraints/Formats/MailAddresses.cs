namespace StructGen.Constraints.Formats;

/// <summary>Mailboxes of RFC 5321 section 4.1.2, and of RFC 6531 with characters beyond ASCII.</summary>
/// <remarks>The grammar alone; the sizes of section 4.5.3.1 (64 before the @, 255 after it) are not part of it.</remarks>
internal static class MailAddresses
{
    private const string AtomCharacter = "\\-0-9A-Za-z!#$%&'*+/=?^_`{|}~";

    private const string Literal = $"\\[(?:{Addresses.V4}|[Ii][Pp][Vv]6:(?:{Addresses.V6}))\\]";

    private const string Label = "[0-9A-Za-z](?:[0-9A-Za-z\\-]*[0-9A-Za-z])?";

    private const string InternationalLabel = "[0-9A-Za-z\\u0080-\\u{10FFFF}](?:[0-9A-Za-z\\u0080-\\u{10FFFF}\\-]*[0-9A-Za-z\\u0080-\\u{10FFFF}])?";

    public const string Ascii =
        $"^(?:[{AtomCharacter}]+(?:\\.[{AtomCharacter}]+)*|\"(?:[ !#-\\[\\]-~]|\\\\[ -~])*\")@(?:{Label}(?:\\.{Label})*|{Literal})$";

    public const string International =
        $"^(?:[{AtomCharacter}\\u0080-\\u{{10FFFF}}]+(?:\\.[{AtomCharacter}\\u0080-\\u{{10FFFF}}]+)*|\"(?:[ !#-\\[\\]-~\\u0080-\\u{{10FFFF}}]|\\\\[ -~])*\")" +
        $"@(?:{InternationalLabel}(?:\\.{InternationalLabel})*|{Literal})$";
}
