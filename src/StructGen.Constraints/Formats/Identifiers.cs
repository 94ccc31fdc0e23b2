namespace StructGen.Constraints.Formats;

/// <summary>Resource identifiers of RFC 3986 (URI), RFC 3987 (IRI) and templates of RFC 6570, as parts of regular expressions.</summary>
internal sealed class Identifiers
{
    private const string UcsCharacters =
        "\\u00A0-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFEF\\u{10000}-\\u{1FFFD}\\u{20000}-\\u{2FFFD}\\u{30000}-\\u{3FFFD}\\u{40000}-\\u{4FFFD}\\u{50000}-\\u{5FFFD}" +
        "\\u{60000}-\\u{6FFFD}\\u{70000}-\\u{7FFFD}\\u{80000}-\\u{8FFFD}\\u{90000}-\\u{9FFFD}\\u{A0000}-\\u{AFFFD}\\u{B0000}-\\u{BFFFD}\\u{C0000}-\\u{CFFFD}" +
        "\\u{D0000}-\\u{DFFFD}\\u{E1000}-\\u{EFFFD}";

    private const string PrivateCharacters = "\\uE000-\\uF8FF\\u{F0000}-\\u{FFFFD}\\u{100000}-\\u{10FFFD}";

    private const string Percent = "%[0-9A-Fa-f]{2}";

    public const string Template =
        $"^(?:[!#$&'()*+,\\-./0-9:;=?@A-Z\\[\\]_a-z~{UcsCharacters}{PrivateCharacters}]|{Percent}" +
        $"|\\{{[+#./;?&=,!@|]?{VariableSpec}(?:,{VariableSpec})*\\}})*$";

    private const string VariableCharacter = $"(?:[0-9A-Za-z_]|{Percent})";

    private const string VariableSpec = $"{VariableCharacter}+(?:\\.{VariableCharacter}+)*(?:\\*|:[1-9][0-9]{{0,3}})?";

    private Identifiers(string beyondAscii, string inQuery)
    {
        var unreserved = $"0-9A-Za-z\\-._~{beyondAscii}";
        const string subDelimiters = "!$&'()*+,;=";
        var segmentCharacter = $"(?:[{unreserved}{subDelimiters}:@]|{Percent})";
        var query = $"(?:\\?(?:[{unreserved}{subDelimiters}:@/?{inQuery}]|{Percent})*)?";
        var fragment = $"(?:#(?:[{unreserved}{subDelimiters}:@/?]|{Percent})*)?";
        var host = $"(?:\\[(?:{Addresses.V6}|[Vv][0-9A-Fa-f]+\\.[0-9A-Za-z\\-._~{subDelimiters}:]+)\\]|(?:[{unreserved}{subDelimiters}]|{Percent})*)";
        var authority = $"//(?:(?:[{unreserved}{subDelimiters}:]|{Percent})*@)?{host}(?::[0-9]*)?(?:/{segmentCharacter}*)*";
        var absolutePath = $"/(?:{segmentCharacter}+(?:/{segmentCharacter}*)*)?";
        var rootlessPath = $"{segmentCharacter}+(?:/{segmentCharacter}*)*";
        var noSchemePath = $"(?:[{unreserved}{subDelimiters}@]|{Percent})+(?:/{segmentCharacter}*)*";
        Absolute = $"[A-Za-z][0-9A-Za-z+.\\-]*:(?:{authority}|{absolutePath}|{rootlessPath}|){query}{fragment}";
        Relative = $"(?:{authority}|{absolutePath}|{noSchemePath}|){query}{fragment}";
    }

    public static Identifiers Ascii { get; } = new("", "");

    public static Identifiers International { get; } = new(UcsCharacters, PrivateCharacters);

    /// <summary>With a scheme.</summary>
    public string Absolute { get; }

    /// <summary>Relative to a base.</summary>
    public string Relative { get; }
}
