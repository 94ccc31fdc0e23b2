namespace StructGen.LLamaSharp.Files;

/// <summary>What <see cref="GgufReader"/> found.</summary>
/// <param name="Metadata">Scalars and strings as text.</param>
/// <param name="Arrays">Type and length of each array.</param>
/// <param name="Tokens">The vocabulary's spellings, a byte a character (Latin-1), so that spellings which are no UTF-8 stay different; empty where there is none.</param>
/// <param name="Tensors">The tensors, in the file's order.</param>
internal sealed record GgufContent(
    IReadOnlyDictionary<string, string> Metadata,
    IReadOnlyDictionary<string, GgufArray> Arrays,
    IReadOnlyList<string> Tokens,
    IReadOnlyList<GgufTensor> Tensors);
