using System.Collections;

namespace StructGen.Constraints.Validation;

/// <summary>Which members of an object, or items of an array, some keyword has applied to: what <c>unevaluated*</c> asks.</summary>
internal sealed class EvaluatedParts(int count)
{
    private readonly BitArray _marks = new(count);

    public bool this[int index] => _marks[index];

    public void Mark(int index) => _marks[index] = true;

    public void MarkAll() => _marks.SetAll(true);

    public void Add(EvaluatedParts other) => _marks.Or(other._marks);
}
