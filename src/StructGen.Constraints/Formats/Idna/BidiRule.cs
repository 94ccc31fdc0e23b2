namespace StructGen.Constraints.Formats.Idna;

/// <summary>RFC 5893 section 2: in a name with a right-to-left label every label keeps to one direction.</summary>
internal static class BidiRule
{
    /// <summary>Whether the labels of one name are all as the rule wants; where none runs from right to left it wants nothing.</summary>
    public static bool Holds(IReadOnlyList<IReadOnlyList<int>> labels) => !labels.Any(IsRightToLeft) || labels.All(label => Holds(label));

    private static bool IsRightToLeft(IReadOnlyList<int> label) => label.Any(scalar => IdnaTables.RightToLeft.Contains(scalar) || IdnaTables.ArabicNumbers.Contains(scalar));

    private static bool Holds(IReadOnlyList<int> label)
    {
        var end = label.Count - 1;
        while (end > 0 && IdnaTables.Nonspacing.Contains(label[end])) end--;
        if (!IdnaTables.RightToLeft.Contains(label[0]))
            return IsLeft(label[0]) && !IsRightToLeft(label) && (IsLeft(label[end]) || IdnaTables.EuropeanNumbers.Contains(label[end]));
        var (european, arabic) = (label.Any(IdnaTables.EuropeanNumbers.Contains), label.Any(IdnaTables.ArabicNumbers.Contains));
        return !label.Any(IsLeft) && !(european && arabic) && !IdnaTables.Neutral.Contains(label[end]);
    }

    private static bool IsLeft(int scalar) => !(IdnaTables.RightToLeft.Contains(scalar) || IdnaTables.ArabicNumbers.Contains(scalar) || IdnaTables.EuropeanNumbers.Contains(scalar)
        || IdnaTables.Neutral.Contains(scalar) || IdnaTables.Nonspacing.Contains(scalar));
}
