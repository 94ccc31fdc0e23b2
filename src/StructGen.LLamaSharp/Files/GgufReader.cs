using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace StructGen.LLamaSharp.Files;

/// <summary>Reads the head of a GGUF file, version 2 or 3, little-endian (ggml/docs/gguf.md). Every length is checked against the file.</summary>
internal sealed class GgufReader(Stream file)
{
    private const uint Magic = 0x46554747; // "GGUF"
    private const int MaxKeys = 1 << 16;
    private const int MaxTensors = 1 << 20;
    private const int MaxText = 1 << 24;
    private const int MaxArrayDepth = 4;
    private const long MaxKeptText = 1 << 26;
    private const ulong MaxTokens = 1 << 22;
    private const string TokensKey = "tokenizer.ggml.tokens";

    private readonly byte[] _word = new byte[8];
    private readonly long _length = file.Length;
    private long _keptText;

    /// <summary>Reads everything before the weights and checks that the weights end inside the file.</summary>
    /// <exception cref="InvalidDataException">Not GGUF, another version, or cut off.</exception>
    public GgufContent ReadHeader()
    {
        if (_length == 0) throw new InvalidDataException("the file is empty");
        if (_length < 24 || ReadUInt32() != Magic) throw new InvalidDataException("it is not a GGUF file (wrong magic number)");
        var version = ReadUInt32();
        if (version is not (2 or 3)) throw new InvalidDataException($"its GGUF version is {DescribeVersion(version)}; 2 and 3 are supported");

        var tensorCount = ReadCount(MaxTensors, "tensors");
        var keyCount = ReadCount(MaxKeys, "metadata keys");
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        var arrays = new Dictionary<string, GgufArray>(StringComparer.Ordinal);
        string[] tokens = [];
        for (var i = 0UL; i < keyCount; i++) ReadEntry(metadata, arrays, ref tokens);
        return new GgufContent(metadata, arrays, tokens, ReadTensors(tensorCount, Alignment(metadata)));
    }

    private static string DescribeVersion(uint version)
        => (version & 0xFFFF) == 0 ? "big-endian" : version.ToString(CultureInfo.InvariantCulture);

    private static ulong Alignment(Dictionary<string, string> metadata)
    {
        if (!metadata.TryGetValue("general.alignment", out var text)) return 32;
        if (!ulong.TryParse(text, out var alignment) || alignment == 0 || alignment > 1 << 20 || !ulong.IsPow2(alignment))
            throw new InvalidDataException($"its alignment of {text} bytes makes no sense");
        return alignment;
    }

    private void ReadEntry(Dictionary<string, string> metadata, Dictionary<string, GgufArray> arrays, ref string[] tokens)
    {
        var key = ReadText(Encoding.UTF8);
        if (metadata.ContainsKey(key) || arrays.ContainsKey(key)) throw new InvalidDataException($"its metadata has {key} twice");
        var type = ReadType();
        if (type != GgufValueType.Array) metadata[key] = ReadScalar(type);
        else if (key == TokensKey) (arrays[key], tokens) = ReadTokens();
        else arrays[key] = SkipArray(depth: 0);
    }

    private (GgufArray Array, string[] Tokens) ReadTokens()
    {
        var type = ReadType();
        if (type != GgufValueType.Text) throw new InvalidDataException($"its vocabulary ({TokensKey}) is no list of texts");
        var count = ReadUInt64();
        if (count > MaxTokens) throw new InvalidDataException($"its vocabulary has {count} tokens; at most {MaxTokens} are taken");
        if (count > (ulong)_length / 8) throw Truncated();
        var tokens = new string[count];
        for (var i = 0UL; i < count; i++) tokens[i] = ReadText(Encoding.Latin1);
        return (new GgufArray(type, count), tokens);
    }

    private List<GgufTensor> ReadTensors(ulong count, ulong alignment)
    {
        var tensors = new List<GgufTensor>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var end = 0UL;
        for (var i = 0UL; i < count; i++)
        {
            var tensor = ReadTensor(alignment);
            if (!names.Add(tensor.Name)) throw new InvalidDataException($"it has two tensors named {tensor.Name}");
            tensors.Add(tensor);
            end = Math.Max(end, tensor.Start + tensor.ByteCount);
        }

        var start = ((ulong)file.Position + alignment - 1) / alignment * alignment;
        if (end > (ulong)_length || start > (ulong)_length - end)
            throw new InvalidDataException($"it is truncated: its weights need {start + (UInt128)end:N0} bytes and the file has {_length:N0}");
        return tensors.ConvertAll(tensor => tensor with { Start = tensor.Start + start });
    }

    // The start is counted from where the weights begin, which is known only behind the last description.
    private GgufTensor ReadTensor(ulong alignment)
    {
        var name = ReadText(Encoding.UTF8);
        var shape = new ulong[Math.Min(ReadUInt32(), 5)];
        if (shape.Length is 0 or 5) throw new InvalidDataException($"the tensor {name} has no dimension or more than 4");
        try
        {
            var values = 1UL;
            for (var d = 0; d < shape.Length; d++)
            {
                shape[d] = ReadUInt64();
                if (shape[d] == 0) throw new InvalidDataException($"the tensor {name} has a dimension of 0");
                values = checked(values * shape[d]);
            }

            var type = ReadUInt32();
            var start = ReadUInt64();
            if (shape[0] % TensorLayout.ValuesPerBlock(type) != 0) throw new InvalidDataException($"the rows of the tensor {name} are no whole blocks of its type {type}");
            if (start % alignment != 0) throw new InvalidDataException($"the tensor {name} does not begin at a multiple of {alignment} bytes");
            var bytes = TensorLayout.ByteCount(type, values);
            _ = checked((long)(start + bytes));
            return new GgufTensor(name, shape, type, start, bytes);
        }
        catch (OverflowException)
        {
            throw new InvalidDataException($"the size of the tensor {name} makes no sense");
        }
    }

    private string ReadScalar(GgufValueType type) => type switch
    {
        GgufValueType.UInt8 => Number(ReadBytes(1)[0]),
        GgufValueType.Int8 => Number((sbyte)ReadBytes(1)[0]),
        GgufValueType.UInt16 => Number(BinaryPrimitives.ReadUInt16LittleEndian(ReadBytes(2))),
        GgufValueType.Int16 => Number(BinaryPrimitives.ReadInt16LittleEndian(ReadBytes(2))),
        GgufValueType.UInt32 => Number(ReadUInt32()),
        GgufValueType.Int32 => Number((int)ReadUInt32()),
        GgufValueType.Float32 => BitConverter.UInt32BitsToSingle(ReadUInt32()).ToString(CultureInfo.InvariantCulture),
        GgufValueType.Bool => ReadBytes(1)[0] == 0 ? "false" : "true",
        GgufValueType.Text => ReadText(Encoding.UTF8),
        GgufValueType.UInt64 => Number(ReadUInt64()),
        GgufValueType.Int64 => Number((long)ReadUInt64()),
        GgufValueType.Float64 => BitConverter.UInt64BitsToDouble(ReadUInt64()).ToString(CultureInfo.InvariantCulture),
        _ => throw new InvalidDataException($"a metadata value has the unknown type {(uint)type}"),
    };

    private static string Number<T>(T value) where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);

    private GgufArray SkipArray(int depth)
    {
        if (depth == MaxArrayDepth) throw new InvalidDataException("its metadata nests arrays too deep");
        var type = ReadType();
        var count = ReadUInt64();
        if (count > (ulong)_length) throw Truncated();
        switch (type)
        {
            case GgufValueType.Text:
                for (var i = 0UL; i < count; i++) SkipText();
                break;
            case GgufValueType.Array:
                for (var i = 0UL; i < count; i++) SkipArray(depth + 1);
                break;
            default:
                Skip(count * (ulong)SizeOf(type));
                break;
        }

        return new GgufArray(type, count);
    }

    private static int SizeOf(GgufValueType type) => type switch
    {
        GgufValueType.UInt8 or GgufValueType.Int8 or GgufValueType.Bool => 1,
        GgufValueType.UInt16 or GgufValueType.Int16 => 2,
        GgufValueType.UInt32 or GgufValueType.Int32 or GgufValueType.Float32 => 4,
        GgufValueType.UInt64 or GgufValueType.Int64 or GgufValueType.Float64 => 8,
        _ => throw new InvalidDataException($"a metadata value has the unknown type {(uint)type}"),
    };

    private ulong ReadCount(int limit, string what)
    {
        var count = ReadUInt64();
        return count <= (ulong)limit ? count : throw new InvalidDataException($"it claims to have {count} {what}");
    }

    private string ReadText(Encoding encoding)
    {
        var length = ReadUInt64();
        if (length > MaxText || length > (ulong)(_length - file.Position)) throw Truncated();
        _keptText += (long)length;
        if (_keptText > MaxKeptText) throw new InvalidDataException($"its head has more than {MaxKeptText:N0} bytes of text");
        var bytes = new byte[length];
        file.ReadExactly(bytes);
        return encoding.GetString(bytes);
    }

    private void SkipText() => Skip(ReadUInt64());

    private void Skip(ulong bytes)
    {
        if (bytes > (ulong)(_length - file.Position)) throw Truncated();
        file.Seek((long)bytes, SeekOrigin.Current);
    }

    private GgufValueType ReadType() => (GgufValueType)ReadUInt32();

    private uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(ReadBytes(4));

    private ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(ReadBytes(8));

    private ReadOnlySpan<byte> ReadBytes(int count)
    {
        var bytes = _word.AsSpan(0, count);
        return file.ReadAtLeast(bytes, count, throwOnEndOfStream: false) == count ? bytes : throw Truncated();
    }

    private static InvalidDataException Truncated() => new("it is truncated: the file ends inside its header");
}
