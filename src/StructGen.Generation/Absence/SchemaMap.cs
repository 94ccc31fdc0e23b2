using System.Collections.Concurrent;
using System.Text.Json;
using StructGen.Constraints;
using StructGen.Generation.Prompting;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Absence;

/// <summary>Every place of a schema document that says something of a value, the references between them, and which of them lead to a given one. Immutable.</summary>
/// <remarks>Each place is met once, so recursion costs nothing. Schemas with identifiers inside are refused: they would move references elsewhere.</remarks>
internal sealed class SchemaMap
{
    private readonly SchemaReferences _references;
    private readonly Dictionary<string, SchemaPlace> _places = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SchemaValidator> _patterns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _above = new(StringComparer.Ordinal);

    /// <exception cref="InexpressibleException">A subschema has an identifier of its own.</exception>
    public SchemaMap(JsonElement root)
    {
        Root = root;
        _references = new SchemaReferences(root);
        Enter(new SchemaPlace(root, ""), 0);
        foreach (var place in _places.Values)
        {
            foreach (var below in SchemaKeywords.Below(place.Schema, place.Pointer)) Link(place.Pointer, below.Pointer);
            if (Target(place.Schema) is { } target)
            {
                Link(place.Pointer, target.Pointer);
                Referred.Add(target.Pointer);
            }
        }
    }

    public JsonElement Root { get; }

    public IReadOnlyCollection<SchemaPlace> Places => _places.Values;

    /// <summary>Places that references lead to.</summary>
    public HashSet<string> Referred { get; } = new(StringComparer.Ordinal);

    /// <summary>What the reference of a schema leads to within the document; null where it has none or leads outside.</summary>
    public SchemaPlace? Target(JsonElement schema)
        => SchemaKeywords.Text(schema, "$ref") is { } reference && Find(reference) is { } found ? found : null;

    /// <summary>What a reference leads to within the document.</summary>
    public SchemaPlace? Find(string reference)
        => _references.TryResolve(reference, out var schema, out var pointer) ? new SchemaPlace(schema, Uri.UnescapeDataString(pointer)) : null;

    /// <summary>Whether a name matches a pattern of the document, as the engine reads patterns; one that it cannot decide within its limits is taken to match.</summary>
    public bool Matches(string pattern, string name)
    {
        var test = _patterns.GetOrAdd(pattern, static text => SchemaValidator.Create(JsonText.Wrap("pattern", JsonSerializer.SerializeToElement(text))));
        try
        {
            return test.IsValid(JsonSerializer.SerializeToElement(name));
        }
        catch (ConstraintLimitException)
        {
            return true;
        }
    }

    /// <summary>The given places and all from which one of them can be reached.</summary>
    public HashSet<string> LeadingTo(IEnumerable<string> places)
    {
        var found = new HashSet<string>(places, StringComparer.Ordinal);
        var open = new Stack<string>(found);
        while (open.TryPop(out var place))
        {
            foreach (var above in _above.GetValueOrDefault(place, []))
            {
                if (found.Add(above)) open.Push(above);
            }
        }

        return found;
    }

    private void Enter(SchemaPlace place, int depth)
    {
        if (DeepStack.IsShort)
        {
            DeepStack.Continue(static at => at.Self.Enter(at.Place, at.Depth), (Self: this, Place: place, Depth: depth));
            return;
        }

        if (SchemaKeywords.Text(place.Schema, "$id") == MarkedSchemaWriter.Unmarked || SchemaKeywords.Text(place.Schema, "id") == MarkedSchemaWriter.Unmarked) return;
        if (depth > 0 && (SchemaKeywords.Text(place.Schema, "$id") ?? SchemaKeywords.Text(place.Schema, "id")) is { Length: > 0 } id && id[0] != '#')
            throw new InexpressibleException(place.Pointer, "$id", "A schema within the schema has an identifier of its own, with which absence cannot be told: remove $id here and refer to the place by its pointer.");
        _places.TryAdd(place.Pointer, place);
        foreach (var below in SchemaKeywords.Below(place.Schema, place.Pointer)) Enter(below, depth + 1);
    }

    private void Link(string above, string below)
    {
        if (!_above.TryGetValue(below, out var all)) _above[below] = all = [];
        all.Add(above);
    }
}
