using StructGen.Constraints;

namespace StructGen.Generation.Planning;

/// <summary>The smallest vocabulary that can write anything: a token a byte and an end. Schemas are checked against it, without a model.</summary>
internal static class ByteVocabulary
{
    /// <summary>The one instance, so that what is computed for it is computed once.</summary>
    public static Vocabulary Shared { get; } = new([.. Enumerable.Range(0, 256).Select(value => new[] { (byte)value }), []], [256]);
}
