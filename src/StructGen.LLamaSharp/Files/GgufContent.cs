namespace StructGen.LLamaSharp.Files;

/// <summary>What <see cref="GgufReader"/> found.</summary>
/// <param name="Metadata">Scalars and strings as text.</param>
/// <param name="ArrayLengths">Length of each array.</param>
/// <param name="TensorCount">Number of tensors.</param>
internal sealed record GgufContent(
    IReadOnlyDictionary<string, string> Metadata,
    IReadOnlyDictionary<string, ulong> ArrayLengths,
    ulong TensorCount);
