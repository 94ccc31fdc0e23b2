using System.Buffers.Binary;

namespace StructGen.LLamaSharp.Files;

/// <summary>Refuses weights that are not finite: one NaN makes every answer NaN, and native code that sorts or indexes by such values may end the process.</summary>
/// <remarks>
/// Read are all values of tensors of one dimension (norms, biases), then of the others in the file's order the values (F32, F16, BF16, F64) or the floating-point scales of
/// every block (quantised types), until <see cref="MaxBytes"/> bytes have been read. A file that is not larger is read whole: about 0.1 s for the bundled 94 MB, and the
/// load that follows finds the file in memory. Integer types, IQ1_M (no scale of its own) and types that are not known here are left out.
/// </remarks>
internal static class WeightScan
{
    /// <summary>Most bytes of matrices that are read: 1 GiB.</summary>
    public const long MaxBytes = 1L << 30;

    private enum Value
    {
        Half,
        Brain,
        Single,
        Double,
        Exponent,
    }

    // Bytes of a block, the kind of its floating-point members and where they lie; source: the block structs of ggml-common.h.
    private static readonly Dictionary<uint, (int Bytes, Value Kind, int[] At)> Floats = new()
    {
        [0] = (4, Value.Single, [0]),
        [1] = (2, Value.Half, [0]),
        [2] = (18, Value.Half, [0]), // Q4_0
        [3] = (20, Value.Half, [0, 2]), // Q4_1
        [6] = (22, Value.Half, [0]), // Q5_0
        [7] = (24, Value.Half, [0, 2]), // Q5_1
        [8] = (34, Value.Half, [0]), // Q8_0
        [9] = (36, Value.Half, [0, 2]), // Q8_1
        [10] = (84, Value.Half, [80, 82]), // Q2_K
        [11] = (110, Value.Half, [108]), // Q3_K
        [12] = (144, Value.Half, [0, 2]), // Q4_K
        [13] = (176, Value.Half, [0, 2]), // Q5_K
        [14] = (210, Value.Half, [208]), // Q6_K
        [15] = (292, Value.Single, [0]), // Q8_K
        [16] = (66, Value.Half, [0]), // IQ2_XXS
        [17] = (74, Value.Half, [0]), // IQ2_XS
        [18] = (98, Value.Half, [0]), // IQ3_XXS
        [19] = (50, Value.Half, [0]), // IQ1_S
        [20] = (18, Value.Half, [0]), // IQ4_NL
        [21] = (110, Value.Half, [0]), // IQ3_S
        [22] = (82, Value.Half, [0]), // IQ2_S
        [23] = (136, Value.Half, [0]), // IQ4_XS
        [28] = (8, Value.Double, [0]),
        [30] = (2, Value.Brain, [0]),
        [34] = (54, Value.Half, [52]), // TQ1_0
        [35] = (66, Value.Half, [64]), // TQ2_0
        [39] = (17, Value.Exponent, [0]), // MXFP4: E8M0, of which 255 is NaN
    };

    /// <summary>Reads the weights.</summary>
    /// <param name="path">The file whose header this is.</param>
    /// <param name="header">Its header.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InvalidDataException">Which tensor has a value that is not finite, or the file has changed.</exception>
    public static void Check(string path, GgufHeader header, CancellationToken cancellationToken)
    {
        using var file = RegularFile.OpenRead(path);
        var left = MaxBytes;
        foreach (var tensor in header.Tensors.OrderBy(tensor => tensor.Shape.Length > 1))
        {
            if (!Floats.TryGetValue(tensor.Type, out var block)) continue;
            var bytes = (long)tensor.ByteCount;
            if (tensor.Shape.Length > 1)
            {
                bytes = Math.Min(bytes, left) / block.Bytes * block.Bytes;
                left -= bytes;
            }

            if (!IsFinite(file, tensor, bytes, block, cancellationToken))
                throw new InvalidDataException($"its tensor {tensor.Name} has a value that is not finite (NaN or infinite)");
        }
    }

    private static bool IsFinite(FileStream file, GgufTensor tensor, long bytes, (int Bytes, Value Kind, int[] At) block, CancellationToken cancellationToken)
    {
        var buffer = new byte[Math.Min(bytes, (1 << 20) / block.Bytes * block.Bytes)];
        file.Position = (long)tensor.Start;
        for (; bytes > 0; bytes -= buffer.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var part = buffer.AsSpan(0, (int)Math.Min(bytes, buffer.Length));
            if (file.ReadAtLeast(part, part.Length, throwOnEndOfStream: false) < part.Length) throw new InvalidDataException("it was cut off while it was read");
            if (!IsFinite(part, block)) return false;
        }

        return true;
    }

    // A value is finite where not all bits of its exponent are set; ggml's files are little-endian.
    private static bool IsFinite(ReadOnlySpan<byte> blocks, (int Bytes, Value Kind, int[] At) block)
    {
        foreach (var at in block.At)
        {
            switch (block.Kind)
            {
                case Value.Single:
                    for (var i = at; i < blocks.Length; i += block.Bytes)
                    {
                        if ((BinaryPrimitives.ReadUInt32LittleEndian(blocks[i..]) & 0x7F800000) == 0x7F800000) return false;
                    }

                    break;
                case Value.Double:
                    for (var i = at; i < blocks.Length; i += block.Bytes)
                    {
                        if (!double.IsFinite(BinaryPrimitives.ReadDoubleLittleEndian(blocks[i..]))) return false;
                    }

                    break;
                case Value.Exponent:
                    for (var i = at; i < blocks.Length; i += block.Bytes)
                    {
                        if (blocks[i] == 255) return false;
                    }

                    break;
                default:
                    var exponent = block.Kind == Value.Half ? 0x7C00 : 0x7F80;
                    for (var i = at; i < blocks.Length; i += block.Bytes)
                    {
                        if ((BinaryPrimitives.ReadUInt16LittleEndian(blocks[i..]) & exponent) == exponent) return false;
                    }

                    break;
            }
        }

        return true;
    }
}
