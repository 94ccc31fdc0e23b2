using System.Text.Json;

namespace StructGen.Constraints.Schemas;

/// <summary>Reads the keywords of one schema object into its node, each in the form that the newest draft gives it.</summary>
internal sealed class KeywordReader
{
    private readonly SchemaReader _reader;
    private readonly SchemaNode _node;
    private readonly SchemaScope _scope;
    private readonly List<KeyValuePair<string, JsonElement>> _members;
    private readonly KeywordValues _values;
    private readonly Dictionary<string, string> _writtenAs = new(StringComparer.Ordinal);

    public KeywordReader(SchemaReader reader, SchemaNode node, SchemaScope scope, List<KeyValuePair<string, JsonElement>> members)
    {
        _reader = reader;
        _node = node;
        _scope = scope;
        _members = members;
        _values = new KeywordValues(reader, node);
    }

    public void Read()
    {
        var hidden = _scope.Dialect.Draft <= SchemaDraft.Draft7 && Find("$ref") is { ValueKind: JsonValueKind.String };
        List<string>? naming = null;
        foreach (var (name, value) in _members)
        {
            var rule = KeywordCatalog.Find(name);
            var kind = rule switch
            {
                null when KeywordCatalog.IsPrivate(name) => SchemaKeywordKind.Annotation,
                null => SchemaKeywordKind.Unknown,
                { Kind: SchemaKeywordKind.Assertion } when (hidden && name != "$ref") || !_scope.Dialect.Honours(rule) => SchemaKeywordKind.Ineffective,
                _ => rule.Kind,
            };
            if (rule is not null && kind != SchemaKeywordKind.Ineffective && _scope.Dialect.Honours(rule) && !Read(name, value, hidden))
                kind = SchemaKeywordKind.Ineffective;
            if (kind == SchemaKeywordKind.Assertion && IsNaming(name)) (naming ??= []).Add(name);
            _reader.Record(_node, name, kind);
        }

        if (naming is not null) _node.NamingKeywords = naming;

        if (_writtenAs.Count > 0) _node.WrittenAs = _writtenAs;
    }

    private static bool IsNaming(string name) => name is "$ref" or "$dynamicRef" or "$recursiveRef" or "allOf" or "properties" or "const" or "enum" or "required";

    /// <summary>Reads one keyword; false where it has no effect here.</summary>
    private bool Read(string name, JsonElement value, bool hidden)
    {
        switch (name)
        {
            case "id" or "$id": return hidden || ReadIdentifier(value);
            case "$anchor": ReadAnchor(name, value); break;
            case "$dynamicAnchor":
                if (ReadAnchor(name, value) is { } anchor) _node.Resource.DynamicAnchors.TryAdd(anchor, _node);
                break;
            case "$recursiveAnchor":
                if (_values.Boolean(name, value) && _node == _scope.Root) _node.Resource.DynamicAnchors.TryAdd("", _node);
                break;
            case "$ref" or "$dynamicRef" or "$recursiveRef":
                if (name == "$recursiveRef") _writtenAs[nameof(SchemaNode.DynamicRef)] = name;
                if (_values.Text(name, value) is { } reference) _reader.Await(new PendingReference(_node, name, reference, _scope));
                break;
            case "$defs" or "definitions": Schemas(name, value); break;
            case "contentSchema": Schema(name, value); break;

            case "allOf": _node.AllOf = SchemaList(name, value, "every value satisfies all of no schemas, so it constrains nothing"); break;
            case "anyOf": _node.AnyOf = SchemaList(name, value); break;
            case "oneOf": _node.OneOf = SchemaList(name, value); break;
            case "not": _node.Not = Schema(name, value); break;
            case "if": _node.If = Schema(name, value); break;
            case "then":
                var then = Schema(name, value);
                if (Find("if") is null) return false;
                _node.Then = then;
                break;
            case "else":
                var otherwise = Schema(name, value);
                if (Find("if") is null) return false;
                _node.Else = otherwise;
                break;
            case "prefixItems": _node.PrefixItems = SchemaList(name, value, "no position has a schema of its own, so that items applies from the first item on"); break;
            case "items": ReadItems(value); break;
            case "additionalItems":
                if (Find("items") is not { ValueKind: JsonValueKind.Array }) return false;
                _node.Items = Schema(name, value);
                _writtenAs[nameof(SchemaNode.Items)] = name;
                break;
            case "contains": _node.Contains = Schema(name, value); break;
            case "properties": _node.Properties = Schemas(name, value); break;
            case "patternProperties": _node.PatternProperties = Schemas(name, value); break;
            case "additionalProperties": _node.AdditionalProperties = Schema(name, value); break;
            case "propertyNames": _node.PropertyNames = Schema(name, value); break;
            case "dependencies": ReadDependencies(value); break;
            case "dependentSchemas": _node.DependentSchemas = [.. _node.DependentSchemas ?? [], .. Schemas(name, value) ?? []]; break;
            case "unevaluatedItems": _node.UnevaluatedItems = Schema(name, value); break;
            case "unevaluatedProperties": _node.UnevaluatedProperties = Schema(name, value); break;

            case "type": _node.Types = _values.Types(value); break;
            case "enum":
                _node.Enum = _values.List(name, value);
                if (_node.Enum is { Count: 0 }) _reader.Warn(_node, name, "\"enum\" is an empty array, so that no value satisfies it. List the values, or write false as the schema.");
                break;
            case "const": _node.Const = value; break;
            case "multipleOf": _node.MultipleOf = _values.PositiveNumber(name, value); break;
            case "minimum" or "maximum": ReadBound(name, value); break;
            case "exclusiveMinimum" or "exclusiveMaximum": return ReadExclusiveBound(name, value);
            case "minLength": _node.MinLength = _values.Count(name, value); break;
            case "maxLength": _node.MaxLength = _values.Count(name, value); break;
            case "pattern": _node.Pattern = _values.Text(name, value); break;
            case "format": _node.Format = _values.Text(name, value); break;
            case "minItems": _node.MinItems = _values.Count(name, value); break;
            case "maxItems": _node.MaxItems = _values.Count(name, value); break;
            case "uniqueItems": _node.UniqueItems = _values.Boolean(name, value); break;
            case "minContains":
                var fewest = _values.Count(name, value);
                if (Find("contains") is null) return false;
                _node.MinContains = fewest;
                break;
            case "maxContains":
                var most = _values.Count(name, value);
                if (Find("contains") is null) return false;
                _node.MaxContains = most;
                break;
            case "minProperties": _node.MinProperties = _values.Count(name, value); break;
            case "maxProperties": _node.MaxProperties = _values.Count(name, value); break;
            case "required":
                // Draft 3 wrote a boolean inside the property; it has no meaning since, and real schemas still carry it.
                if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return false;
                _node.Required = _values.Names(name, value);
                WarnOfNoNames(name, value);
                break;
            case "dependentRequired": ReadDependentRequired(name, value); break;
        }

        return true;
    }

    private bool ReadIdentifier(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            if (_scope.Dialect.Draft != SchemaDraft.Draft4) _values.Text("$id", value);
            return false;
        }

        var (_, fragment) = UriReference.Resolve("", JsonText.Of(value));
        if (fragment.Length > 0 && fragment[0] != '/') _scope.Anchors.TryAdd(fragment, _node);
        return true;
    }

    private string? ReadAnchor(string name, JsonElement value)
    {
        var anchor = _values.Text(name, value);
        if (anchor is not null) _scope.Anchors.TryAdd(anchor, _node);
        return anchor;
    }

    private void ReadItems(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            _node.Items = Schema("items", value);
        }
        else if (_scope.Dialect.Draft == SchemaDraft.Draft202012 && Find("prefixItems") is not null)
        {
            _values.Fail("items", value, "a schema where prefixItems stands beside it", "Write the schema of the items after the prefix.");
        }
        else
        {
            _node.PrefixItems = SchemaList("items", value, "no position has a schema of its own, so that it constrains nothing");
            _writtenAs[nameof(SchemaNode.PrefixItems)] = "items";
        }
    }

    private void ReadBound(string name, JsonElement value)
    {
        if (_values.Number(name, value) is not { } bound) return;
        var isMinimum = name == "minimum";
        if (Find(isMinimum ? "exclusiveMinimum" : "exclusiveMaximum") is { ValueKind: JsonValueKind.True })
        {
            if (isMinimum) _node.ExclusiveMinimum = bound;
            else _node.ExclusiveMaximum = bound;
            return;
        }

        if (isMinimum) _node.Minimum = bound;
        else _node.Maximum = bound;
    }

    /// <summary>The older form is a boolean about the bound beside it (read there), the newer a bound of its own; neither can be mistaken for the other.</summary>
    private bool ReadExclusiveBound(string name, JsonElement value)
    {
        var isMinimum = name == "exclusiveMinimum";
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.ValueKind == JsonValueKind.True && Find(isMinimum ? "minimum" : "maximum") is not null;
        if (_values.Number(name, value) is not { } bound) return true;
        if (isMinimum) _node.ExclusiveMinimum = bound;
        else _node.ExclusiveMaximum = bound;
        return true;
    }

    private void ReadDependencies(JsonElement value)
    {
        if (!_values.IsObject("dependencies", value)) return;
        var required = new List<KeyValuePair<string, IReadOnlyList<string>>>();
        var schemas = new List<KeyValuePair<string, SchemaNode>>();
        foreach (var (name, dependency) in SchemaReader.Members(value))
        {
            if (dependency.ValueKind == JsonValueKind.String) required.Add(new(name, [JsonText.Of(dependency)]));
            else if (dependency.ValueKind == JsonValueKind.Array)
            {
                WarnOfNoNames("dependencies", dependency);
                required.Add(new(name, _values.Names("dependencies", dependency) ?? []));
            }
            else schemas.Add(new(name, Child(JsonPointer.Append($"{_node.Pointer}/dependencies", name), dependency)));
        }

        if (required.Count > 0)
        {
            _node.DependentRequired = [.. _node.DependentRequired ?? [], .. required];
            _writtenAs.TryAdd(nameof(SchemaNode.DependentRequired), "dependencies");
        }

        if (schemas.Count > 0)
        {
            _node.DependentSchemas = [.. _node.DependentSchemas ?? [], .. schemas];
            _writtenAs.TryAdd(nameof(SchemaNode.DependentSchemas), "dependencies");
        }
    }

    private void ReadDependentRequired(string keyword, JsonElement value)
    {
        if (!_values.IsObject(keyword, value)) return;
        var required = SchemaReader.Members(value)
            .Select(member => new KeyValuePair<string, IReadOnlyList<string>>(member.Key, _values.Names(keyword, member.Value) ?? []));
        _node.DependentRequired = [.. _node.DependentRequired ?? [], .. required];
    }

    private SchemaNode Schema(string keyword, JsonElement value) => Child(JsonPointer.Append(_node.Pointer, keyword), value);

    /// <summary>Draft 4 wants at least one name; an empty list asks for nothing, then as later.</summary>
    private void WarnOfNoNames(string keyword, JsonElement value)
    {
        if (_scope.Dialect.Draft == SchemaDraft.Draft4 && value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0)
            _reader.Warn(_node, keyword, $"\"{keyword}\" has an empty array, which draft 4 does not allow; it asks for nothing. Remove it.");
    }

    /// <summary>Schemas in an array.</summary>
    /// <param name="keyword">The keyword.</param>
    /// <param name="value">Its value.</param>
    /// <param name="empty">What an empty array means, where that is clear: it is taken with a warning. The drafts want at least one schema.</param>
    private List<SchemaNode>? SchemaList(string keyword, JsonElement value, string? empty = null)
    {
        if (empty is not null && value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0)
        {
            _reader.Warn(_node, keyword, $"\"{keyword}\" is an empty array, which the specification does not allow: {empty}. Remove it, or list schemas.");
            return [];
        }

        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0)
        {
            _values.Fail(keyword, value, "an array of at least one schema", "Write an array, or remove the keyword.");
            return null;
        }

        var schemas = new List<SchemaNode>(value.GetArrayLength());
        foreach (var item in value.EnumerateArray()) schemas.Add(Child($"{_node.Pointer}/{keyword}/{schemas.Count}", item));
        return schemas;
    }

    private List<KeyValuePair<string, SchemaNode>>? Schemas(string keyword, JsonElement value)
    {
        if (!_values.IsObject(keyword, value)) return null;
        var home = JsonPointer.Append(_node.Pointer, keyword);
        var schemas = new List<KeyValuePair<string, SchemaNode>>();
        foreach (var (name, schema) in SchemaReader.Members(value)) schemas.Add(new(name, Child(JsonPointer.Append(home, name), schema)));
        return schemas;
    }

    private SchemaNode Child(string pointer, JsonElement value) => _reader.ReadSchema(value, pointer, _scope);

    private JsonElement? Find(string name)
    {
        foreach (var (key, value) in _members)
        {
            if (key == name) return value;
        }

        return null;
    }
}
