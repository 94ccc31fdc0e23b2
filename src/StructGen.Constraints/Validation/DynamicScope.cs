using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Validation;

/// <summary>The resources that evaluation has passed through, outermost first, each once: a dynamic reference takes the first that has its anchor.</summary>
/// <remarks>Scopes are interned per validation (equal means same reference), and a resource entered again changes nothing, so there are few.</remarks>
internal sealed class DynamicScope(int id, DynamicScope? outer, SchemaResource resource)
{
    private readonly Dictionary<SchemaResource, DynamicScope> _inner = [];

    public int Id { get; } = id;

    public DynamicScope Enter(SchemaResource entered, ref int count)
    {
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope.Resource == entered) return this;
        }

        if (_inner.TryGetValue(entered, out var known)) return known;
        return _inner[entered] = new DynamicScope(count++, this, entered);
    }

    public SchemaNode? Find(string anchor)
    {
        SchemaNode? found = null;
        for (var scope = this; scope is not null; scope = scope.Outer) found = scope.Resource.DynamicAnchors.GetValueOrDefault(anchor, found!);
        return found;
    }

    private DynamicScope? Outer { get; } = outer;

    private SchemaResource Resource { get; } = resource;
}
