using StructGen.Constraints.Patterns;

namespace StructGen.Constraints.Formats;

/// <summary>The formats of JSON Schema as languages: <c>date</c> holds <c>2024-02-29</c> and not <c>2023-02-29</c>.</summary>
/// <remarks>
/// Written as ECMA-262 after the grammars of the standards, joined by intersection and complement where that is shorter. Every member of a language
/// here is valid; what is left out on purpose is said at each format.
/// </remarks>
internal static class FormatPatterns
{
    /// <summary>The names of the formats that are known.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "date-time", "date", "time", "duration", "email", "idn-email", "hostname", "idn-hostname", "ipv4", "ipv6", "uri", "uri-reference", "iri",
        "iri-reference", "uri-template", "uuid", "json-pointer", "relative-json-pointer", "regex",
    ];

    /// <summary>The language of a format, null where the name is unknown.</summary>
    public static Pattern? Find(PatternArena arena, string name) => name switch
    {
        "date-time" => arena.Concat(arena.Concat(DateTimes.Date(arena), arena.Chars(CharSet.OfText("Tt"))), DateTimes.Time(arena)),
        "date" => DateTimes.Date(arena),
        "time" => DateTimes.Time(arena),
        "duration" => arena.Search(DateTimes.Duration),
        "email" => arena.Search(MailAddresses.Ascii),
        "idn-email" => arena.Search(MailAddresses.International),
        "hostname" => arena.And(arena.Search(HostNames.Ascii), arena.Length(1, 253)),
        "idn-hostname" => InternationalHostNames.Pattern(arena),
        "ipv4" => arena.Search($"^{Addresses.V4}$"),
        "ipv6" => arena.Search($"^(?:{Addresses.V6})$"),
        "uri" => arena.Search($"^{Identifiers.Ascii.Absolute}$"),
        "uri-reference" => arena.Search($"^(?:{Identifiers.Ascii.Absolute}|{Identifiers.Ascii.Relative})$"),
        "iri" => arena.Search($"^{Identifiers.International.Absolute}$"),
        "iri-reference" => arena.Search($"^(?:{Identifiers.International.Absolute}|{Identifiers.International.Relative})$"),
        "uri-template" => arena.Search(Identifiers.Template),
        "uuid" => arena.Search("^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$"),
        "json-pointer" => arena.Search("^(?:/(?:[^/~]|~[01])*)*$"),
        "relative-json-pointer" => arena.Search("^(?:0|[1-9][0-9]*)(?:#|(?:/(?:[^/~]|~[01])*)*)$"),
        "regex" => RegularExpressions.Pattern(arena),
        _ => null,
    };
}
