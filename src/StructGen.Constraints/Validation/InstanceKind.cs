namespace StructGen.Constraints.Validation;

/// <summary>The six types of JSON.</summary>
internal enum InstanceKind
{
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}
