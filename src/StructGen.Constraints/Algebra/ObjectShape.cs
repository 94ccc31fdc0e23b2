using StructGen.Constraints.Patterns;

namespace StructGen.Constraints.Algebra;

/// <summary>An <see cref="ObjectCube"/> made ready to be written: names numbered in declared order, each with the formula that its value must satisfy.</summary>
/// <remarks>
/// The first <see cref="Ordered"/> names are written in this order, those after them in any. Under <see cref="PropertyOrder.Declared"/> the latter are names that nobody
/// declares but a small closed set holds (<c>propertyNames: {"enum": …}</c>, <c>^Q[1-4]$</c>); under <see cref="PropertyOrder.Any"/> all names are.
/// Names that the cube or the schema mentions are <i>known</i> and have a number; all others fall into a few <see cref="Others"/>, classes of names that
/// the same statements apply to. What a member must satisfy is then one formula per known name and one per class.
/// </remarks>
internal sealed class ObjectShape
{
    public required int Id { get; init; }

    public required ObjectCube Cube { get; init; }

    public required string[] Names { get; init; }

    /// <summary>So many names, the first, are written in the order of their numbers and before all others.</summary>
    public required int Ordered { get; init; }

    public required Dictionary<string, int> IndexOf { get; init; }

    /// <summary>What the member of a known name must satisfy; False where it is forbidden.</summary>
    public required Formula[] Formulas { get; init; }

    public required bool[] Required { get; init; }

    /// <summary>Bit i: the i-th <see cref="ObjectCube.Some"/> speaks of the name.</summary>
    public required ulong[] SomeOf { get; init; }

    public required OtherNames[] Others { get; init; }

    public required AvoidShape[] Avoids { get; init; }

    public required MemberTrie Trie { get; init; }

    /// <summary>Counts from here on are not told apart.</summary>
    public required long CountCap { get; init; }

    public long Min => Cube.Min;

    public long Max => Cube.Max;

    public ulong AllSome => Cube.Some.Count == 64 ? ulong.MaxValue : (1UL << Cube.Some.Count) - 1;

    public int RequiredCount { get; init; }
}

/// <summary>Names that are not known, to which the same statements apply.</summary>
/// <param name="Names">Their language; of all strings when it is <see cref="PatternArena.Anything"/>, known names then being left out by comparison.</param>
/// <param name="Formula">What a member with such a name must satisfy.</param>
/// <param name="Some">Bit i: the i-th <see cref="ObjectCube.Some"/> speaks of them.</param>
/// <param name="Rules">Per avoided conjunction: what it says of them.</param>
/// <param name="Count">How many there are; <see cref="FormulaArena.Unbounded"/> where there are more than the object can need.</param>
internal sealed record OtherNames(Pattern Names, Formula Formula, ulong Some, AvoidRule[] Rules, long Count);

/// <summary>A conjunction that must not hold, by the numbers of its shape.</summary>
/// <param name="Cube">The conjunction.</param>
/// <param name="Required">Known names that it requires.</param>
/// <param name="Rules">What it says of each known name.</param>
internal sealed record AvoidShape(ObjectCube Cube, int[] Required, AvoidRule[] Rules);

/// <summary>What an avoided conjunction says of one member.</summary>
/// <param name="Formula">What it would have to satisfy; False means that its presence alone breaks the conjunction.</param>
/// <param name="Some">Bit i: the conjunction's i-th existential speaks of it.</param>
internal readonly record struct AvoidRule(Formula Formula, ulong Some);
