using StructGen.Constraints.Algebra;

namespace StructGen.Constraints.Layouts;

/// <summary>
/// JSON as <c>JsonSerializerOptions.WriteIndented</c> and Python's <c>json.dumps(value, indent=2)</c> write it: every member and item on its own line, two
/// spaces a depth, one space after a colon, <c>{}</c> and <c>[]</c> where there is nothing inside. The place is the depth.
/// </summary>
internal sealed class PrettyLayout : Layout
{
    public override bool IsIndented => true;

    public override int AfterColon => 1;

    public override int Place(int depth, bool isMember) => depth;

    public override int InsideObject(int place) => place + 1;

    public override int InsideArray(int place) => place + 1;

    public override long BeforeScalar(int place) => 0;

    // ,⏎ indent "name": value
    public override long Member(int inside) => 6 + (2 * inside);

    // ,⏎ indent value
    public override long Item(int inside) => 2 + (2 * inside);

    // ⏎ indent, one step less, and the bracket
    public override long Close(int inside) => 2 * inside;

    public override long AfterOpening(long afterPart, bool canClose, int inside)
        => canClose ? 1 : afterPart >= Finishing.Never ? Finishing.Never : afterPart - 1;

    public override long Whole(long afterPart, bool canClose, int place) => Finishing.Add(1, AfterOpening(afterPart, canClose, place + 1));
}
