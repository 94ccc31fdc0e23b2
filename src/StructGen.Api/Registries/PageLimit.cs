using StructGen.Api.Problems;

namespace StructGen.Api.Registries;

/// <summary>How many items a page holds.</summary>
internal static class PageLimit
{
    private const int Default = 100;
    private const int Most = 1000;

    /// <summary>The limit that was asked for, or the default.</summary>
    /// <exception cref="ProblemException">It is none.</exception>
    public static int Check(int? limit) => limit is null or (>= 1 and <= Most)
        ? limit ?? Default
        : throw new ProblemException(ProblemKind.MalformedRequest, $"The query parameter 'limit' is {limit}; expected 1 to {Most}.");
}
