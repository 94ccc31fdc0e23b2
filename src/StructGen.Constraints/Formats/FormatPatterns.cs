using StructGen.Constraints.Patterns;

namespace StructGen.Constraints.Formats;

/// <summary>The formats of JSON Schema as languages: <c>date</c> holds <c>2024-02-29</c> and not <c>2023-02-29</c>.</summary>
/// <remarks>
/// Written as ECMA-262 after the grammars of the standards, joined by intersection and complement where that is shorter. Every member of a language
/// here is valid; what is left out on purpose is said at each format. Host names, whose A-labels must be decoded, are judged by <see cref="Idna.HostName"/>.
/// </remarks>
internal static class FormatPatterns
{
    /// <summary>The names of the formats that are known.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "date-time", "date", "time", "duration", "email", "idn-email", "hostname", "idn-hostname", "ipv4", "ipv6", "uri", "uri-reference", "iri",
        "iri-reference", "uri-template", "uuid", "json-pointer", "relative-json-pointer", "regex",
    ];

    /// <summary>An auxiliary language, no format: times without leap seconds.</summary>
    internal const string OrdinaryTime = "(ordinary time)";

    /// <summary>Whether a format is put together from others, which are copied, rather than copied whole.</summary>
    public static bool IsComposed(string name) => name is "date-time" or "time";

    /// <summary>Whether a format is no regular language: what <see cref="Find"/> gives is within it, what <see cref="FindOutside"/> gives is around it.</summary>
    public static bool IsApproximate(string name) => name is "hostname" or "idn-hostname";

    /// <summary>For the report: which valid texts of an approximate format are never written; null where there are none.</summary>
    public static string? WhatIsNotWritten(string name) => name switch
    {
        "hostname" => "Every host name that is written is valid; names with A-labels (xn--…) are judged exactly by the validator, but not written.",
        "idn-hostname" => "Every host name that is written is valid; names with A-labels (xn--…), with more than three labels beyond ASCII or with such labels of more than "
            + "20 characters are judged exactly by the validator, but not written.",
        _ => null,
    };

    /// <summary>A language around a format: what is not in it is surely not of the format. Null where <see cref="Find"/> is exact.</summary>
    public static Pattern? FindOutside(PatternArena arena, string name) => name switch
    {
        "hostname" => arena.And(arena.SearchKnown(HostNames.AsciiOutside), arena.Length(1, 253)),
        "idn-hostname" => InternationalHostNames.Outside(arena),
        _ => null,
    };

    /// <summary>The language of a format, null where the name is unknown.</summary>
    public static Pattern? Find(PatternArena arena, string name) => name switch
    {
        "date-time" => arena.Concat(arena.Concat(arena.Format("date")!, arena.Chars(CharSet.OfText("Tt"))), DateTimes.Time(arena)),
        "date" => DateTimes.Date(arena),
        "time" => DateTimes.Time(arena),
        OrdinaryTime => DateTimes.Ordinary(arena),
        "duration" => arena.SearchKnown(DateTimes.Duration),
        "email" => arena.SearchKnown(MailAddresses.Ascii),
        "idn-email" => arena.SearchKnown(MailAddresses.International),
        "hostname" => arena.And(arena.SearchKnown(HostNames.Ascii), arena.Length(1, 253)),
        "idn-hostname" => InternationalHostNames.Inside(arena),
        "ipv4" => arena.SearchKnown($"^{Addresses.V4}$"),
        "ipv6" => arena.SearchKnown($"^(?:{Addresses.V6})$"),
        "uri" => arena.SearchKnown($"^{Identifiers.Ascii.Absolute}$"),
        "uri-reference" => arena.SearchKnown($"^(?:{Identifiers.Ascii.Absolute}|{Identifiers.Ascii.Relative})$"),
        "iri" => arena.SearchKnown($"^{Identifiers.International.Absolute}$"),
        "iri-reference" => arena.SearchKnown($"^(?:{Identifiers.International.Absolute}|{Identifiers.International.Relative})$"),
        "uri-template" => arena.SearchKnown(Identifiers.Template),
        "uuid" => arena.SearchKnown("^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$"),
        "json-pointer" => arena.SearchKnown("^(?:/(?:[^/~]|~[01])*)*$"),
        "relative-json-pointer" => arena.SearchKnown("^(?:0|[1-9][0-9]*)(?:#|(?:/(?:[^/~]|~[01])*)*)$"),
        "regex" => RegularExpressions.Pattern(arena),
        _ => null,
    };
}
