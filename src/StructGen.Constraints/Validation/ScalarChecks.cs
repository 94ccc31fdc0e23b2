using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Validation;

/// <summary>The keywords of numbers and strings.</summary>
internal static class ScalarChecks
{
    public static bool NumberHolds(SchemaNode node, ExactNumber number)
        => !(number < node.Minimum) && !(number > node.Maximum) && !(number <= node.ExclusiveMinimum) && !(number >= node.ExclusiveMaximum)
        && (node.MultipleOf is not { } divisor || number.IsMultipleOf(divisor));

    public static bool StringHolds(NodeChecks checks, Instance value)
    {
        var node = checks.Node;
        if (node.MinLength is not null || node.MaxLength is not null)
        {
            var length = value.CodePoints;
            if (length < node.MinLength || length > node.MaxLength) return false;
        }

        return checks.Pattern?.Holds(value.Text) != false && checks.Format?.Holds(value.Text) != false;
    }
}
