using StructGen.Constraints.Algebra;

namespace StructGen.Constraints.Layouts;

/// <summary>
/// Block-style YAML: <c>name: value</c> a line, <c>- item</c> a line, two spaces a depth, nested blocks on the lines below a name and right behind a dash,
/// <c>{}</c> and <c>[]</c> where there is nothing inside. Nothing closes a block but the indentation of the next line, or the end.
/// </summary>
/// <remarks>The place is twice the depth, plus one behind a member's colon: there a scalar takes a space first and a block a line of its own.</remarks>
internal sealed class YamlLayout : Layout
{
    public override bool IsIndented => true;

    public override int AfterColon => 0;

    public override int Place(int depth, bool isMember) => (2 * depth) + (isMember ? 1 : 0);

    public override int InsideObject(int place) => Place((place >> 1) + 1, true);

    public override int InsideArray(int place) => Place((place >> 1) + 1, false);

    public override long BeforeScalar(int place) => place & 1;

    // ⏎ indent name:
    public override long Member(int inside) => LineBreak(inside) + 1;

    // ⏎ indent "- "
    public override long Item(int inside) => LineBreak(inside) + 2;

    public override long Close(int inside) => 0;

    public override long AfterOpening(long afterPart, bool canClose, int inside) => afterPart;

    public override long Whole(long afterPart, bool canClose, int place)
    {
        if (canClose) return BeforeScalar(place) + 2;
        if (afterPart >= Finishing.Never) return Finishing.Never;
        return (place & 1) == 1 ? afterPart : afterPart - LineBreak(InsideArray(place));
    }

    /// <summary>A line break and the indentation of a block whose parts stand at a place.</summary>
    private static long LineBreak(int inside) => 1 + (2 * ((inside >> 1) - 1));
}
