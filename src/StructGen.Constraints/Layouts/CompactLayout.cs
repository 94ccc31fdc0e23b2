using StructGen.Constraints.Algebra;

namespace StructGen.Constraints.Layouts;

/// <summary>JSON with no white space that must be there.</summary>
internal sealed class CompactLayout : Layout
{
    public override bool IsIndented => false;

    public override int AfterColon => 0;

    public override int Place(int depth, bool isMember) => 0;

    public override int InsideObject(int place) => 0;

    public override int InsideArray(int place) => 0;

    public override long BeforeScalar(int place) => 0;

    public override long Member(int inside) => 4;

    public override long Item(int inside) => 1;

    public override long Close(int inside) => 1;

    public override long AfterOpening(long afterPart, bool canClose, int inside)
        => canClose ? 1 : afterPart >= Finishing.Never ? Finishing.Never : afterPart - 1;

    public override long Whole(long afterPart, bool canClose, int place) => Finishing.Add(1, AfterOpening(afterPart, canClose, place));
}
