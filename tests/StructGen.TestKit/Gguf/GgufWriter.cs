using System.Text;

namespace StructGen.TestKit.Gguf;

/// <summary>Writes a GGUF version 3 file (ggml/docs/gguf.md): metadata, tensor infos, then the F32 weights, each aligned to 32 bytes. A key or tensor that is added again replaces the first.</summary>
public sealed class GgufWriter
{
    private const int Alignment = 32;
    private readonly List<(string Key, byte[] Entry)> _metadata = [];
    private readonly List<(string Name, int[] Shape, float[] Values)> _tensors = [];

    /// <summary>Adds a number (uint32).</summary>
    public GgufWriter Add(string key, uint value) => Entry(key, 4, writer => writer.Write(value));

    /// <summary>Adds a number (float32).</summary>
    public GgufWriter Add(string key, float value) => Entry(key, 6, writer => writer.Write(value));

    /// <summary>Adds a truth value.</summary>
    public GgufWriter Add(string key, bool value) => Entry(key, 7, writer => writer.Write((byte)(value ? 1 : 0)));

    /// <summary>Adds a text.</summary>
    public GgufWriter Add(string key, string value) => Entry(key, 8, writer => WriteText(writer, value));

    /// <summary>Adds texts.</summary>
    public GgufWriter Add(string key, IReadOnlyCollection<string> values) => Entry(key, 9, writer =>
    {
        writer.Write(8u);
        writer.Write((ulong)values.Count);
        foreach (var value in values) WriteText(writer, value);
    });

    /// <summary>Adds numbers (int32).</summary>
    public GgufWriter Add(string key, IReadOnlyCollection<int> values) => Entry(key, 9, writer =>
    {
        writer.Write(5u);
        writer.Write((ulong)values.Count);
        foreach (var value in values) writer.Write(value);
    });

    /// <summary>Takes an entry away.</summary>
    public GgufWriter Without(string key)
    {
        _metadata.RemoveAll(entry => entry.Key == key);
        return this;
    }

    /// <summary>Adds an array of any type and any bytes.</summary>
    public GgufWriter AddArray(string key, uint type, ulong count, byte[] values) => Entry(key, 9, writer =>
    {
        writer.Write(type);
        writer.Write(count);
        writer.Write(values);
    });

    /// <summary>Adds a tensor, or puts another in the place of that of its name.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">Its values, the first dimension running fastest.</param>
    /// <param name="shape">Its dimensions, the one that runs fastest first.</param>
    public GgufWriter AddTensor(string name, float[] values, params int[] shape)
    {
        var place = _tensors.FindIndex(tensor => tensor.Name == name);
        if (place < 0) _tensors.Add((name, shape, values));
        else _tensors[place] = (name, shape, values);
        return this;
    }

    /// <summary>The file.</summary>
    public byte[] ToArray()
    {
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        writer.Write("GGUF"u8);
        writer.Write(3u);
        writer.Write((ulong)_tensors.Count);
        writer.Write((ulong)_metadata.Count);
        foreach (var (_, entry) in _metadata) writer.Write(entry);
        var offset = 0UL;
        foreach (var (name, shape, values) in _tensors)
        {
            WriteText(writer, name);
            writer.Write((uint)shape.Length);
            foreach (var dimension in shape) writer.Write((ulong)dimension);
            writer.Write(0u); // F32
            writer.Write(offset);
            offset += ((ulong)values.Length * 4 + Alignment - 1) / Alignment * Alignment;
        }

        foreach (var (_, _, values) in _tensors)
        {
            Pad(file);
            foreach (var value in values) writer.Write(value);
        }

        Pad(file);
        return file.ToArray();
    }

    private static void Pad(MemoryStream file)
    {
        while (file.Position % Alignment != 0) file.WriteByte(0);
    }

    private static void WriteText(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((ulong)bytes.Length);
        writer.Write(bytes);
    }

    private GgufWriter Entry(string key, uint type, Action<BinaryWriter> write)
    {
        using var entry = new MemoryStream();
        using var writer = new BinaryWriter(entry);
        WriteText(writer, key);
        writer.Write(type);
        write(writer);
        var place = _metadata.FindIndex(other => other.Key == key);
        if (place < 0) _metadata.Add((key, entry.ToArray()));
        else _metadata[place] = (key, entry.ToArray());
        return this;
    }
}
