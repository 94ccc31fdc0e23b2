using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace StructGen.Constraints.Schemas;

/// <summary>Reads a schema document into a <see cref="SchemaGraph"/>: drafts normalised, references resolved.</summary>
/// <remarks>
/// First every place that a keyword makes a schema becomes a node, with its resource and anchors; references wait in a queue. Then the queue is
/// emptied: a target is a known place, an anchor, another registered document (read then), or a place that becomes a schema only by being
/// referenced (<c>#/x-shared/0</c>; read then). So cycles cost nothing and each place is read once. All errors are collected before any is thrown.
/// </remarks>
internal sealed partial class SchemaReader
{
    private const string DepthLimit = $"{nameof(ConstraintLimits)}.{nameof(ConstraintLimits.Depth)}";

    private readonly SchemaReaderOptions _options;
    private readonly SchemaDocuments _documents;
    private readonly List<SchemaNode> _nodes = [];
    private readonly List<SchemaKeyword> _keywords = [];
    private readonly List<ConstraintError> _errors = [];
    private readonly Dictionary<(string Place, string Keyword), string> _warnings = [];
    private readonly Dictionary<string, SchemaScope> _resources = new(StringComparer.Ordinal);
    private readonly Queue<PendingReference> _pending = [];
    private readonly SchemaTwins _twins = new();

    private SchemaReader(SchemaReaderOptions options)
    {
        _options = options;
        _documents = new SchemaDocuments(options.Documents);
    }

    /// <summary>Reads a document.</summary>
    /// <exception cref="InvalidSchemaException">Keywords with values of the wrong kind, references that lead nowhere or back to themselves.</exception>
    /// <exception cref="ConstraintLimitException">The document is larger or deeper than the limits allow.</exception>
    public static SchemaGraph Read(JsonElement schema, SchemaReaderOptions options)
    {
        var reader = new SchemaReader(options);
        var root = reader.ReadDocument("", schema);
        while (reader._pending.TryDequeue(out var reference)) reader.Resolve(reference);
        // Without references a schema is a tree.
        if (reader._errors.Count == 0 && reader._nodes.Exists(node => node.Ref is not null || node.DynamicRef is not null)) ReferenceLoops.Break(reader.Entries(root), reader);
        if (reader._errors.Count > 0) throw new InvalidSchemaException([.. reader._errors.Distinct()]);
        return new SchemaGraph(root, reader._nodes, reader._keywords, reader._warnings);
    }

    /// <summary>Where evaluation can start or jump to: the root and, where a dynamic reference jumps, every dynamic anchor.</summary>
    private IReadOnlyList<SchemaNode> Entries(SchemaNode root)
    {
        if (_nodes.All(node => node.DynamicAnchor is null)) return [root];
        return [root, .. _nodes.Select(node => node.Resource).Distinct().SelectMany(resource => resource.DynamicAnchors.Values)];
    }

    /// <summary>Reads the subschema at a place; the same node when it was read before.</summary>
    public SchemaNode ReadSchema(JsonElement element, string pointer, SchemaScope scope)
    {
        if (scope.Document.Places.TryGetValue(pointer, out var known)) return known.Node;
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw Limit(pointer, $"Subschemas are nested too deep for the thread's stack; lower {DepthLimit} or flatten the schema with $ref.");
        if (element.ValueKind != JsonValueKind.Object) return AddPlain(element, pointer, scope);
        var members = Members(element);
        var inner = scope.Pointer == pointer && scope.Root is null ? scope : Enter(members, element, pointer, scope);
        var node = Add(pointer, inner);
        if (inner.Pointer == pointer) inner.Root ??= node;
        node.Canonical = _twins.FirstLike(node, element, scope.Resource);
        new KeywordReader(this, node, inner, members).Read();
        return node;
    }

    public void Report(SchemaNode node, string keyword, string message) => _errors.Add(new ConstraintError(node.Place, keyword, message));

    /// <summary>Something that the specification forbids and whose meaning is clear.</summary>
    public void Warn(SchemaNode node, string keyword, string message) => _warnings[(node.Place, keyword)] = message;

    public void Record(SchemaNode node, string keyword, SchemaKeywordKind kind) => _keywords.Add(new SchemaKeyword(node.Place, keyword, kind));

    /// <summary>Takes a keyword back that turned out to have no effect.</summary>
    public void Withdraw(SchemaNode node, string keyword)
    {
        var index = _keywords.FindIndex(entry => entry.Name == keyword && entry.Pointer == node.Place);
        _keywords[index] = _keywords[index] with { Kind = SchemaKeywordKind.Ineffective };
    }

    public void Await(PendingReference reference) => _pending.Enqueue(reference);

    private SchemaNode ReadDocument(string uri, JsonElement root)
    {
        CheckSize(uri, root);
        // Values of const and enum live as long as the graph, whatever becomes of the caller's document.
        root = root.Clone();
        var document = new SchemaDocument(uri, root);
        var empty = new SchemaScope
        {
            Resource = new SchemaResource { Uri = uri, Draft = _options.DefaultDraft, Document = uri },
            Dialect = new SchemaDialect(_options.DefaultDraft),
            Document = document,
            Pointer = "",
            Element = root,
        };
        var scope = root.ValueKind == JsonValueKind.Object ? Enter(Members(root), root, "", empty, isRoot: true) : empty;
        _resources.TryAdd(uri, scope);
        var node = ReadSchema(root, "", scope);
        scope.Root ??= node;
        return node;
    }

    /// <summary>The resource that a schema object belongs to: its own where it has an identifier, else the surrounding one.</summary>
    private SchemaScope Enter(List<KeyValuePair<string, JsonElement>> members, JsonElement element, string pointer, SchemaScope outer, bool isRoot = false)
    {
        var (modern, old) = (Text(members, "$id"), Text(members, "id"));
        var dialect = outer.Dialect;
        if ((isRoot || modern is not null || old is not null) && Text(members, "$schema") is { } schema)
        {
            dialect = _documents.DialectOf(schema, out var vocabulary);
            if (vocabulary is not null)
            {
                _errors.Add(new ConstraintError(pointer, "$schema", $"The metaschema {Excerpt.Shorten(schema)} requires the vocabulary "
                    + $"{Excerpt.Shorten(vocabulary)}, which is unknown here; declare it as optional (false) or use another metaschema."));
            }
        }

        var id = dialect.Draft == SchemaDraft.Draft4 ? old ?? modern : modern;
        if (dialect.Draft <= SchemaDraft.Draft7 && Text(members, "$ref") is not null) id = null;
        var uri = id is null ? outer.Resource.Uri : UriReference.Resolve(outer.Resource.Uri, id).Uri;
        if (!isRoot && uri == outer.Resource.Uri) return outer;
        var scope = new SchemaScope
        {
            Resource = new SchemaResource { Uri = uri, Draft = dialect.Draft, Document = outer.Document.Uri, AssertsFormat = dialect.AssertsFormat },
            Dialect = dialect,
            Document = outer.Document,
            Pointer = pointer,
            Element = element,
        };
        _resources.TryAdd(uri, scope);
        return scope;
    }

    private SchemaNode AddPlain(JsonElement element, string pointer, SchemaScope scope)
    {
        var node = Add(pointer, scope);
        node.Boolean = element.ValueKind != JsonValueKind.False;
        if (element.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            Report(node, "", $"A schema must be an object or a boolean, but here is {Excerpt.KindOf(element)}: {Excerpt.Of(element)}. Write {{}} for any value.");
        return node;
    }

    private SchemaNode Add(string pointer, SchemaScope scope)
    {
        var limits = _options.Limits;
        if (_nodes.Count >= limits.Subschemas)
        {
            throw Limit(pointer, $"The schema has more than {limits.Subschemas} subschemas "
                + $"({nameof(ConstraintLimits)}.{nameof(ConstraintLimits.Subschemas)}); split it or raise the limit.");
        }

        var node = new SchemaNode { Id = _nodes.Count, Pointer = pointer, Resource = scope.Resource };
        _nodes.Add(node);
        scope.Document.Places.Add(pointer, (node, scope));
        return node;
    }

    private void CheckSize(string uri, JsonElement root)
    {
        var text = JsonMarshal.GetRawUtf8Value(root);
        var limits = _options.Limits;
        if (text.Length > limits.SchemaBytes)
        {
            throw Limit(uri, $"The schema has {text.Length} bytes of JSON text, more than {limits.SchemaBytes} "
                + $"({nameof(ConstraintLimits)}.{nameof(ConstraintLimits.SchemaBytes)}); split it or raise the limit.");
        }

        if (NestingDepth.FirstBeyond(text, limits.Depth) is { } place)
            throw Limit(place, $"The schema is nested deeper than {limits.Depth} ({DepthLimit}); move inner parts under $defs and refer to them.");
    }

    private static ConstraintLimitException Limit(string pointer, string message) => new([new ConstraintError(Excerpt.Shorten(pointer), "", message)]);

    /// <summary>The members of an object, the last of equal names, in document order.</summary>
    internal static List<KeyValuePair<string, JsonElement>> Members(JsonElement element)
    {
        const int fewMembers = 8;
        var members = new List<KeyValuePair<string, JsonElement>>();
        Dictionary<string, int>? places = null;
        foreach (var property in element.EnumerateObject())
        {
            var name = JsonText.NameOf(property);
            if (members.Count == fewMembers) places ??= members.Select((member, index) => (member.Key, index)).ToDictionary(one => one.Key, one => one.index, StringComparer.Ordinal);
            var place = places is null ? members.FindIndex(member => member.Key == name) : places.GetValueOrDefault(name, -1);
            if (place >= 0)
            {
                members[place] = new(name, property.Value);
                continue;
            }

            places?.Add(name, members.Count);
            members.Add(new(name, property.Value));
        }

        return members;
    }

    private static string? Text(List<KeyValuePair<string, JsonElement>> members, string name)
    {
        foreach (var (key, value) in members)
        {
            if (key == name) return value.ValueKind == JsonValueKind.String ? JsonText.Of(value) : null;
        }

        return null;
    }
}
