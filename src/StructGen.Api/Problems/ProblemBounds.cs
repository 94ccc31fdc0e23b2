using StructGen.Generation.Requests;

namespace StructGen.Api.Problems;

/// <summary>How much a problem says: what is wrong is said of the first places, and names that a client made up are cut, so that no answer is longer than what it is about.</summary>
internal static class ProblemBounds
{
    /// <summary>Errors of one problem.</summary>
    public const int MostErrors = ReportBounds.MostErrors;

    /// <summary>Characters of a detail.</summary>
    public const int MostDetail = 4000;

    /// <summary>The first errors, each cut; the last one says that there are more.</summary>
    public static IReadOnlyList<ProblemError> Of(IReadOnlyList<ProblemError> errors)
    {
        if (errors.Count <= MostErrors && errors.All(IsShort)) return errors;
        List<ProblemError> kept = [.. errors.Take(MostErrors).Select(Cut)];
        if (errors.Count > MostErrors) kept.Add(new("", null, $"Only the first {MostErrors} errors are listed."));
        return kept;
    }

    /// <summary>A detail, cut.</summary>
    public static string Detail(string text) => ReportBounds.Cut(text, MostDetail);

    private static bool IsShort(ProblemError error)
        => error.Pointer.Length <= ReportBounds.MostPointer && error.Message.Length <= ReportBounds.MostMessage && error.Keyword is not { Length: > ReportBounds.MostPointer };

    private static ProblemError Cut(ProblemError error) => new(
        ReportBounds.Cut(error.Pointer, ReportBounds.MostPointer),
        error.Keyword is null ? null : ReportBounds.Cut(error.Keyword, ReportBounds.MostPointer),
        ReportBounds.Cut(error.Message, ReportBounds.MostMessage));
}
