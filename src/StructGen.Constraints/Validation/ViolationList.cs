using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Validation;

/// <summary>The violations of one schema by one value, as they are found.</summary>
internal sealed class ViolationList(SchemaNode node, Instance value)
{
    private readonly List<ValidationError> _errors = [];
    private HashSet<ValidationError>? _distinct;

    public SchemaNode Node { get; } = node;

    public Instance Value { get; } = value;

    public int Count => _errors.Count;

    /// <summary>Adds a violation of a keyword of this schema, by this value or by a part of it.</summary>
    public void Add(string keyword, string message, Instance? part = null, string? token = null)
    {
        var written = WrittenName(keyword);
        var place = $"{Node.Place}/{written}";
        _errors.Add(new ValidationError((part ?? Value).Pointer(), token is null ? place : JsonPointer.Append(place, token), written, message));
    }

    /// <summary>Adds the violations of a subschema under a keyword, each once however many ways lead to it.</summary>
    public void Include(string keyword, IReadOnlyList<ValidationError> errors)
    {
        if (errors.Count == 0) return;
        if (_errors.Count > 0 && _distinct is null) _distinct = [.. _errors];
        foreach (var error in errors)
        {
            // A false schema has no keyword of its own: the violated one is that which holds it.
            var named = error.Keyword.Length > 0 ? error : error with { Keyword = WrittenName(keyword) };
            if (_distinct?.Add(named) != false) _errors.Add(named);
        }
    }

    public IReadOnlyList<ValidationError> ToList() => _errors;

    /// <summary>The keyword as the document wrote it, in its draft's form.</summary>
    private string WrittenName(string keyword)
    {
        var property = keyword.TrimStart('$');
        return Node.WrittenAs.GetValueOrDefault(string.Concat(property[..1].ToUpperInvariant(), property[1..]), keyword);
    }
}
