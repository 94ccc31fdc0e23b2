using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Validation;

/// <summary>Phrases of error messages: names of types, lists of values, what a format looks like.</summary>
internal static class Wording
{
    private const int MaxListed = 16;

    private const int PatternLength = 240;

    /// <summary>More of a name is not looked at; it is shortened further when shown.</summary>
    private const int NameLength = 1_000;

    private static readonly (SchemaTypes Type, string Name)[] TypeNames =
    [
        (SchemaTypes.Object, "an object"), (SchemaTypes.Array, "an array"), (SchemaTypes.String, "a string"), (SchemaTypes.Number, "a number"),
        (SchemaTypes.Integer, "an integer"), (SchemaTypes.StrictInteger, "an integer"), (SchemaTypes.Boolean, "a boolean"), (SchemaTypes.Null, "null"),
    ];

    private static readonly Dictionary<string, string> FormatExamples = new(StringComparer.Ordinal)
    {
        ["date-time"] = "2024-05-31T14:30:00Z",
        ["date"] = "2024-05-31",
        ["time"] = "14:30:00Z",
        ["duration"] = "P3DT12H",
        ["email"] = "name@example.com",
        ["idn-email"] = "name@example.com",
        ["hostname"] = "www.example.com",
        ["idn-hostname"] = "www.example.com",
        ["ipv4"] = "192.0.2.1",
        ["ipv6"] = "2001:db8::1",
        ["uri"] = "https://example.com/a",
        ["uri-reference"] = "/a?b=c",
        ["iri"] = "https://example.com/a",
        ["iri-reference"] = "/a?b=c",
        ["uri-template"] = "/a/{id}",
        ["uuid"] = "123e4567-e89b-12d3-a456-426614174000",
        ["json-pointer"] = "/a/0",
        ["relative-json-pointer"] = "1/a",
        ["regex"] = "^[a-z]+$",
    };

    public static string Types(SchemaTypes types) => Or(TypeNames.Where(entry => (types & entry.Type) != 0).Select(entry => entry.Name).Distinct());

    public static string Values(IReadOnlyCollection<string> values) => values.Count switch
    {
        0 => "no value at all",
        1 => values.First(),
        > MaxListed => $"one of {string.Join(", ", values.Take(MaxListed))} and {values.Count - MaxListed} more",
        _ => $"one of {string.Join(", ", values)}",
    };

    /// <summary>A name in quotes, shortened.</summary>
    public static string Name(string name) => Excerpt.Shorten(Instance.Quote(name.Length > NameLength ? name[..NameLength] : name));

    /// <summary>Names in quotes, the first few of them.</summary>
    public static string Names(IEnumerable<string> names)
    {
        var quoted = names.Select(Name).ToList();
        return quoted.Count > MaxListed ? $"{string.Join(", ", quoted.Take(MaxListed))} and {quoted.Count - MaxListed} more" : string.Join(", ", quoted);
    }

    public static string Pattern(string pattern) => Excerpt.Shorten(pattern, PatternLength);

    /// <summary>A hint at the known name or value that a wrong one resembles; empty where it resembles none.</summary>
    public static string Suggestion(string text, IEnumerable<string> known)
        => Spelling.Nearest(text, known) is { } meant && meant != text ? $" Did you mean {Name(meant)}?" : "";

    public static string Format(string format) => FormatExamples.TryGetValue(format, out var example) ? $"{format} (for example {example})" : format;

    public static string Count(long count, string noun) => count == 1 ? $"1 {noun}" : noun.EndsWith('y') ? $"{count} {noun[..^1]}ies" : $"{count} {noun}s";

    /// <summary>A value with its type in front where the type is not plain from the text.</summary>
    public static string Found(Instance value) => value.Kind switch
    {
        InstanceKind.String => $"the string {value}",
        InstanceKind.Number => $"the number {value}",
        _ when value.ToString().Length == 2 => $"an empty {(value.Kind == InstanceKind.Array ? "array" : "object")}",
        _ => value.ToString(),
    };

    private static string Or(IEnumerable<string> names)
    {
        var list = names.ToList();
        return list.Count < 2 ? string.Concat(list) : $"{string.Join(", ", list.Take(list.Count - 1))} or {list[^1]}";
    }
}
