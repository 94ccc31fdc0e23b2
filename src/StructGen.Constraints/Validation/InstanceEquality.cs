namespace StructGen.Constraints.Validation;

/// <summary>JSON equality for hash sets: <c>enum</c> and <c>uniqueItems</c> in linear time.</summary>
internal sealed class InstanceEquality : IEqualityComparer<Instance>
{
    public static InstanceEquality Default { get; } = new();

    public bool Equals(Instance? x, Instance? y) => x is null || y is null ? ReferenceEquals(x, y) : x.SameAs(y);

    public int GetHashCode(Instance obj) => obj.GetStableHash();
}
