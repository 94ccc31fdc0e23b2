using System.Globalization;
using StructGen.Api.Problems;
using StructGen.Generation.Catalogs;

namespace StructGen.Api.Registries;

/// <summary>Reads which page of a list is wanted.</summary>
internal static class PageQuery
{
    private const int MostItems = 1000;

    /// <summary>Of a list of names.</summary>
    /// <exception cref="ProblemException">The limit is none.</exception>
    public static CatalogQuery OfNames(string? after, int? limit, string? search) => new()
    {
        After = Text("after", after),
        Limit = Check(limit),
        Search = Text("search", search),
    };

    /// <summary>Of the versions of a name.</summary>
    /// <exception cref="ProblemException">The limit is none, or <paramref name="after"/> is no version.</exception>
    public static CatalogQuery OfVersions(int? after, int? limit) => new()
    {
        After = after is null or >= 0 ? after?.ToString(CultureInfo.InvariantCulture) : throw Malformed($"The query parameter 'after' is {after}; expected a version."),
        Limit = Check(limit),
    };

    /// <summary>No database takes a NUL in a text.</summary>
    private static string? Text(string parameter, string? value)
        => string.IsNullOrEmpty(value) ? null : value.Contains('\0', StringComparison.Ordinal) ? throw Malformed($"The query parameter '{parameter}' holds a NUL character.") : value;

    private static int Check(int? limit) => limit is null or (>= 1 and <= MostItems)
        ? limit ?? new CatalogQuery().Limit
        : throw Malformed($"The query parameter 'limit' is {limit}; expected 1 to {MostItems}.");

    private static ProblemException Malformed(string detail) => new(ProblemKind.MalformedRequest, detail);
}
