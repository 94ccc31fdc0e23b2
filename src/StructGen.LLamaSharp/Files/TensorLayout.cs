namespace StructGen.LLamaSharp.Files;

/// <summary>How many bytes a tensor takes: ggml stores rows as blocks of a fixed number of values in a fixed number of bytes.</summary>
/// <example><c>Q5_0</c> (type 6) stores 32 values in 22 bytes, so 576 × 64 values take 576 × 64 / 32 × 22 bytes.</example>
internal static class TensorLayout
{
    // Source: ggml's type_traits table (ggml.c) and the block structs of ggml-common.h. Missing numbers are types that were removed.
    private static readonly Dictionary<uint, (ulong Values, ulong Bytes)> Blocks = new()
    {
        [0] = (1, 4), // F32
        [1] = (1, 2), // F16
        [2] = (32, 18), // Q4_0
        [3] = (32, 20), // Q4_1
        [6] = (32, 22), // Q5_0
        [7] = (32, 24), // Q5_1
        [8] = (32, 34), // Q8_0
        [9] = (32, 36), // Q8_1
        [10] = (256, 84), // Q2_K
        [11] = (256, 110), // Q3_K
        [12] = (256, 144), // Q4_K
        [13] = (256, 176), // Q5_K
        [14] = (256, 210), // Q6_K
        [15] = (256, 292), // Q8_K
        [16] = (256, 66), // IQ2_XXS
        [17] = (256, 74), // IQ2_XS
        [18] = (256, 98), // IQ3_XXS
        [19] = (256, 50), // IQ1_S
        [20] = (32, 18), // IQ4_NL
        [21] = (256, 110), // IQ3_S
        [22] = (256, 82), // IQ2_S
        [23] = (256, 136), // IQ4_XS
        [24] = (1, 1), // I8
        [25] = (1, 2), // I16
        [26] = (1, 4), // I32
        [27] = (1, 8), // I64
        [28] = (1, 8), // F64
        [29] = (256, 56), // IQ1_M
        [30] = (1, 2), // BF16
        [34] = (256, 54), // TQ1_0
        [35] = (256, 66), // TQ2_0
        [39] = (32, 17), // MXFP4
    };

    /// <summary>Values of a block, of which rows have a whole number; of a type that is not known here 1.</summary>
    public static ulong ValuesPerBlock(uint type) => Blocks.TryGetValue(type, out var block) ? block.Values : 1;

    /// <summary>Bytes of a tensor; of a type that is not known here 0, so that only its start is checked.</summary>
    /// <exception cref="OverflowException">More than can be counted, so no real tensor.</exception>
    public static ulong ByteCount(uint type, ulong values)
        => Blocks.TryGetValue(type, out var block) ? checked((values + block.Values - 1) / block.Values * block.Bytes) : 0;
}
