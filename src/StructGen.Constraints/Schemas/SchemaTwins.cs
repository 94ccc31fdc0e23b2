using System.Runtime.InteropServices;
using System.Text.Json;
using StructGen.Constraints.Patterns;

namespace StructGen.Constraints.Schemas;

/// <summary>Finds subschemas that are written alike: generated schemas repeat the same address or the same five geometries dozens of times.</summary>
/// <remarks>
/// The same words under the same base URI mean the same, references included, unless they depend on the dynamic scope. Compared by their text,
/// so that members in another order or other white space make no twins, which only costs what is saved otherwise.
/// </remarks>
internal sealed class SchemaTwins
{
    /// <summary>Longer ones are not compared: each level of nesting would read the whole text again.</summary>
    private const int MostBytes = 8_192;

    private readonly Dictionary<(SchemaResource Resource, UInt128 Text), SchemaNode> _first = [];

    /// <summary>The first node with the element's text in the resource around it; this one where it is the first.</summary>
    public SchemaNode FirstLike(SchemaNode node, JsonElement element, SchemaResource around)
    {
        var text = JsonMarshal.GetRawUtf8Value(element);
        if (text.Length > MostBytes || text.IndexOf("$dynamic"u8) >= 0 || text.IndexOf("$recursive"u8) >= 0) return node;
        var key = (around, Hash(text));
        if (_first.TryGetValue(key, out var first)) return first;
        _first.Add(key, node);
        return node;
    }

    private static UInt128 Hash(ReadOnlySpan<byte> text)
    {
        var hash = new KeyHash(text.Length);
        var words = MemoryMarshal.Cast<byte, ulong>(text);
        foreach (var word in words) hash.Add(word);
        foreach (var value in text[(words.Length * sizeof(ulong))..]) hash.Add((ulong)value);
        return hash.Value;
    }
}
