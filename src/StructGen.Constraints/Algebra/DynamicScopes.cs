using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Algebra;

/// <summary>The dynamic scope of a subschema, reduced to what can matter: for each dynamic anchor the outermost resource that declares it.</summary>
/// <remarks>Scopes are interned numbers, 0 is empty; there are finitely many, so recursion through dynamic references ends.</remarks>
internal sealed class DynamicScopes(Work work)
{
    private readonly List<SortedDictionary<string, SchemaNode>> _scopes = [new(StringComparer.Ordinal)];
    private readonly Dictionary<string, int> _interned = new(StringComparer.Ordinal) { [""] = 0 };
    private readonly Dictionary<(int Scope, SchemaResource Resource), int> _entered = [];

    /// <summary>The scope after entering a resource.</summary>
    public int Enter(int scope, SchemaResource resource)
    {
        if (resource.DynamicAnchors.Count == 0) return scope;
        if (_entered.TryGetValue((scope, resource), out var known)) return known;
        work.Step(_scopes[scope].Count + resource.DynamicAnchors.Count);
        var anchors = new SortedDictionary<string, SchemaNode>(_scopes[scope], StringComparer.Ordinal);
        foreach (var (anchor, node) in resource.DynamicAnchors) anchors.TryAdd(anchor, node);
        var key = string.Join(' ', anchors.Select(pair => $"{pair.Key}={pair.Value.Id}"));
        if (!_interned.TryGetValue(key, out var id))
        {
            id = _scopes.Count;
            _scopes.Add(anchors);
            _interned.Add(key, id);
        }

        _entered[(scope, resource)] = id;
        return id;
    }

    /// <summary>The outermost node with the anchor; null where none is in scope.</summary>
    public SchemaNode? Resolve(int scope, string anchor) => _scopes[scope].GetValueOrDefault(anchor);
}
