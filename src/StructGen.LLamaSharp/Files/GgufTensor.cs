namespace StructGen.LLamaSharp.Files;

/// <summary>A tensor as the head of the file describes it. Its bytes lie inside the file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its dimensions, the one that runs fastest first; none is 0.</param>
/// <param name="Type">ggml's type number.</param>
/// <param name="Start">Where its bytes begin in the file.</param>
/// <param name="ByteCount">How many they are; 0 where the type is not known here.</param>
internal sealed record GgufTensor(string Name, ulong[] Shape, uint Type, ulong Start, ulong ByteCount);
