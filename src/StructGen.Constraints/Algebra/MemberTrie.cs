using System.Text;
using System.Text.Json;

namespace StructGen.Constraints.Algebra;

/// <summary>The known names of a shape as a trie over the bytes in which they are written between the quotes.</summary>
/// <remarks>Node 0 is the root. Names are also ranked in byte order, so that the names below a node are a range of ranks.</remarks>
internal sealed class MemberTrie
{
    private readonly List<SortedList<byte, int>> _children = [new()];
    private readonly List<int> _terminal = [-1];
    private readonly List<(int First, int End)> _ranks = [(0, 0)];
    private readonly List<int> _depths = [0];

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
        for (var rank = 0; rank < order.Length; rank++)
        {
            RankOf[order[rank]] = rank;
            Add(order[rank], rank);
        }
    }

    /// <summary>Each name as written, without quotes.</summary>
    public byte[][] Written { get; }

    /// <summary>The node after one more byte; −1 where no name goes on so.</summary>
    public int Step(int node, byte value) => _children[node].TryGetValue(value, out var child) ? child : -1;

    /// <summary>The number of the name that ends here; −1 where none does.</summary>
    public int NameAt(int node) => _terminal[node];

    /// <summary>Ranks of the names at or below the node.</summary>
    public (int First, int End) Ranks(int node) => _ranks[node];

    /// <summary>Bytes from the root to the node.</summary>
    public int Depth(int node) => _depths[node];

    /// <summary>A string's content as the machine writes it: raw characters except where JSON requires an escape.</summary>
    public static byte[] Write(string text)
    {
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

    private void Add(int name, int rank)
    {
        var node = 0;
        _ranks[0] = (0, rank + 1);
        foreach (var value in Written[name])
        {
            if (!_children[node].TryGetValue(value, out var child))
            {
                child = _children.Count;
                _children[node].Add(value, child);
                _children.Add(new());
                _terminal.Add(-1);
                _ranks.Add((rank, rank));
                _depths.Add(_depths[node] + 1);
            }

            node = child;
            _ranks[node] = (_ranks[node].First, rank + 1);
        }

        _terminal[node] = name;
    }
}
