using System.Text;
using System.Text.Json;

namespace StructGen.Constraints.Algebra;

/// <summary>The known names of a shape as a trie over the bytes in which they are written between the quotes.</summary>
/// <remarks>Node 0 is the root. Names are also ranked in byte order, so that the names below a node are a range of ranks.</remarks>
internal sealed class MemberTrie
{
    // Breadth first: the children of a node are neighbours, ascending by byte.
    private readonly List<Node> _nodes = [];

    /// <summary>Byte-order rank of each name, by its number.</summary>
    public int[] RankOf { get; }

    /// <summary>Number of the name with each rank.</summary>
    public int[] NameOf { get; }

    /// <summary>Takes the names as they are written; empty where one cannot be.</summary>
    public MemberTrie(byte[][] written)
    {
        Written = written;
        RankOf = new int[written.Length];
        var order = Enumerable.Range(0, written.Length).ToArray();
        Array.Sort(order, (a, b) => Written[a].AsSpan().SequenceCompareTo(Written[b]));
        NameOf = order;
        for (var rank = 0; rank < order.Length; rank++) RankOf[order[rank]] = rank;
        _nodes.Add(new Node { Name = -1, End = order.Length });
        for (var node = 0; node < _nodes.Count; node++) AddChildren(node);
    }

    /// <summary>Each name as written, without quotes.</summary>
    public byte[][] Written { get; }

    /// <summary>The node after one more byte; −1 where no name goes on so.</summary>
    public int Step(int node, byte value)
    {
        var (low, high) = (_nodes[node].Child, _nodes[node].Child + _nodes[node].Children);
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (_nodes[middle].Value < value) low = middle + 1;
            else high = middle;
        }

        return low < _nodes[node].Child + _nodes[node].Children && _nodes[low].Value == value ? low : -1;
    }

    /// <summary>The number of the name that ends here; −1 where none does.</summary>
    public int NameAt(int node) => _nodes[node].Name;

    /// <summary>Ranks of the names at or below the node.</summary>
    public (int First, int End) Ranks(int node) => (_nodes[node].First, _nodes[node].End);

    /// <summary>Bytes from the root to the node.</summary>
    public int Depth(int node) => _nodes[node].Depth;

    /// <summary>A string's content as the machine writes it: raw characters except where JSON requires an escape.</summary>
    public static byte[] Write(string text)
    {
        if (text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0 && text.AsSpan().IndexOfAny('"', '\\') < 0) return Encoding.ASCII.GetBytes(text);
        var bytes = new List<byte>(text.Length + 8);
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '"': bytes.AddRange("\\\""u8); break;
                case '\\': bytes.AddRange("\\\\"u8); break;
                case '\b': bytes.AddRange("\\b"u8); break;
                case '\f': bytes.AddRange("\\f"u8); break;
                case '\n': bytes.AddRange("\\n"u8); break;
                case '\r': bytes.AddRange("\\r"u8); break;
                case '\t': bytes.AddRange("\\t"u8); break;
                case < 0x20: bytes.AddRange(Encoding.ASCII.GetBytes($"\\u{rune.Value:x4}")); break;
                default:
                    bytes.AddRange(utf8[..rune.EncodeToUtf8(utf8)]);
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>The text that content bytes stand for.</summary>
    public static string Read(ReadOnlySpan<byte> content)
    {
        if (!content.Contains((byte)'\\')) return Encoding.UTF8.GetString(content);
        var quoted = new byte[content.Length + 2];
        quoted[0] = quoted[^1] = (byte)'"';
        content.CopyTo(quoted.AsSpan(1));
        return JsonSerializer.Deserialize(quoted, EngineJson.Default.String) ?? "";
    }

    private void AddChildren(int parent)
    {
        var node = _nodes[parent];
        var rank = node.First;
        for (; rank < node.End && Written[NameOf[rank]].Length == node.Depth; rank++) node.Name = NameOf[rank];
        node.Child = _nodes.Count;
        while (rank < node.End)
        {
            var (first, value) = (rank, Written[NameOf[rank]][node.Depth]);
            while (rank < node.End && Written[NameOf[rank]][node.Depth] == value) rank++;
            _nodes.Add(new Node { Name = -1, First = first, End = rank, Depth = node.Depth + 1, Value = value });
        }

        node.Children = _nodes.Count - node.Child;
        _nodes[parent] = node;
    }

    private struct Node
    {
        public int Name;
        public int First;
        public int End;
        public int Depth;
        public int Child;
        public int Children;
        public byte Value;
    }
}
