using StructGen.Constraints;

namespace StructGen.Generation.Requests;

/// <summary>How much is said of what is wrong or was found: lists are cut after so many entries and texts after so many characters, for both grow with what a client or a model sends.</summary>
public static class ReportBounds
{
    /// <summary>Errors and warnings of one answer.</summary>
    public const int MostErrors = 100;

    /// <summary>Entries of a report on a schema's keywords.</summary>
    public const int MostEntries = 5000;

    /// <summary>Characters of a pointer or a name.</summary>
    public const int MostPointer = 500;

    /// <summary>Characters of a message.</summary>
    public const int MostMessage = 1000;

    /// <summary>The text, or its head with an ellipsis. A surrogate pair stays whole.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">Characters that are kept.</param>
    public static string Cut(string text, int most)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length <= most) return text;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[most - 1]) ? most - 1 : most), "…");
    }

    /// <summary>The first errors, each cut; the last one says that there are more.</summary>
    internal static IReadOnlyList<ValidationError> Of(IReadOnlyList<ValidationError> errors)
    {
        if (errors.Count <= MostErrors && errors.All(error => Longest(error) <= MostPointer && error.Message.Length <= MostMessage)) return errors;
        List<ValidationError> kept = [.. errors.Take(MostErrors).Select(Cut)];
        if (errors.Count > MostErrors) kept.Add(new("", "", "", $"{errors.Count - MostErrors} further errors are not listed."));
        return kept;
    }

    /// <summary>The first repairs, each cut; the last one says that there are more.</summary>
    internal static IReadOnlyList<AnswerRepair> Of(IReadOnlyList<AnswerRepair> repairs)
    {
        if (repairs.Count <= MostErrors && repairs.All(repair => repair.Message.Length <= MostMessage)) return repairs;
        List<AnswerRepair> kept = [.. repairs.Take(MostErrors).Select(repair => repair with { Message = Cut(repair.Message, MostMessage) })];
        if (repairs.Count > MostErrors) kept.Add(new("more-repairs", kept[^1].Offset, $"{repairs.Count - MostErrors} further repairs are not listed."));
        return kept;
    }

    /// <summary>The first texts, each cut; the last one says that there are more.</summary>
    internal static IReadOnlyList<string> Of(IReadOnlyList<string> texts)
    {
        List<string> kept = [.. texts.Take(MostErrors).Select(text => Cut(text, MostMessage))];
        if (texts.Count > MostErrors) kept.Add($"{texts.Count - MostErrors} further errors are not listed.");
        return kept;
    }

    private static int Longest(ValidationError error) => Math.Max(error.Pointer.Length, Math.Max(error.SchemaPointer.Length, error.Keyword.Length));

    private static ValidationError Cut(ValidationError error) => new(
        Cut(error.Pointer, MostPointer), Cut(error.SchemaPointer, MostPointer), Cut(error.Keyword, MostPointer), Cut(error.Message, MostMessage));
}
