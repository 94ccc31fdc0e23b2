namespace StructGen.Constraints.Layouts;

/// <summary>What the characters between values cost in bytes, by the place where a value stands; the machine writes them, <c>Finishing</c> counts them.</summary>
/// <remarks>
/// A <i>place</i> is a number that tells how a value is indented and what stands before it; a value without surroundings stands at 0. The costs of a
/// compact text do not depend on it, those of an indented one do: a member of an object at depth 3 is six bytes dearer than at the root.
/// A formula's shortest value at one place does not contain a value of the same formula, which would be shorter still if it stood there itself;
/// so the fixpoint asks about a formula once, wherever it stands.
/// </remarks>
internal abstract class Layout
{
    /// <summary>Whether places differ in cost.</summary>
    public abstract bool IsIndented { get; }

    /// <summary>Bytes between a colon and a member's value, where they are not counted by <see cref="BeforeScalar"/>.</summary>
    public abstract int AfterColon { get; }

    /// <summary>The place of a value by the number of objects and arrays around it, and whether it is a member's.</summary>
    public abstract int Place(int depth, bool isMember);

    /// <summary>The place of the members of an object that stands at a place.</summary>
    public abstract int InsideObject(int place);

    /// <summary>The place of the items of an array that stands at a place.</summary>
    public abstract int InsideArray(int place);

    /// <summary>Bytes between what precedes a value and a scalar.</summary>
    public abstract long BeforeScalar(int place);

    /// <summary>Bytes of one more member besides what the trie of names writes and the value.</summary>
    public abstract long Member(int inside);

    /// <summary>Bytes of one more item besides the value.</summary>
    public abstract long Item(int inside);

    /// <summary>Bytes that close an object or array after a part.</summary>
    public abstract long Close(int inside);

    /// <summary>Bytes after an opening bracket, given those after a part: the first part is spared its comma, and an empty object or array its line breaks.</summary>
    public abstract long AfterOpening(long afterPart, bool canClose, int inside);

    /// <summary>Bytes of a whole object or array, given those after a part.</summary>
    public abstract long Whole(long afterPart, bool canClose, int place);
}
