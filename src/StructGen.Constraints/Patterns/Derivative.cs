namespace StructGen.Constraints.Patterns;

/// <summary>What is left of a pattern after one character, for all characters at once: of <c>ab|ac*</c>, <c>a ↦ b|c*</c>, everything else ↦ nothing.</summary>
/// <param name="Partition">The classes that the pattern tells apart.</param>
/// <param name="Targets">What is left after a character of each class.</param>
internal sealed record Derivative(CharPartition Partition, Pattern[] Targets)
{
    public Pattern After(int scalar) => Targets[Partition.ClassOf(scalar)];
}
