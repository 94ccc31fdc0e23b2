namespace StructGen.Constraints.Validation;

/// <summary>A question about strings, compiled when the validator is created: does it match this pattern, is it of that format.</summary>
internal abstract class StringTest
{
    /// <summary>Safe to call from several threads.</summary>
    public abstract bool Holds(string text);
}
