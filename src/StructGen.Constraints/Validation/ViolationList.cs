using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Validation;

/// <summary>The violations of one schema by one value, as they are found.</summary>
/// <remarks>The first <see cref="ValidationReport.MostErrors"/> are kept, the others counted: 640,000 members that nobody knows need no 640,000 sentences.</remarks>
internal sealed class ViolationList(SchemaNode node, Instance value)
{
    private readonly List<ValidationError> _errors = [];
    private HashSet<ValidationError>? _distinct;
    private long _left;

    public SchemaNode Node { get; } = node;

    public Instance Value { get; } = value;

    public int Count => _errors.Count;

    /// <summary>Whether what comes is only counted.</summary>
    public bool IsFull => _errors.Count >= ValidationReport.MostErrors;

    /// <summary>Counts a violation that is not listed.</summary>
    public void Leave() => _left++;

    /// <summary>Adds a violation of a keyword of this schema, by this value or by a part of it.</summary>
    public void Add(string keyword, string message, Instance? part = null, string? token = null)
    {
        if (IsFull)
        {
            _left++;
            return;
        }

        var written = WrittenName(keyword);
        var place = $"{Node.Place}/{written}";
        _errors.Add(new ValidationError((part ?? Value).Pointer(), token is null ? place : JsonPointer.Append(place, token), written, message));
    }

    /// <summary>Adds the violations of a subschema under a keyword, each once however many ways lead to it.</summary>
    public void Include(string keyword, Violations violations)
    {
        var errors = violations.Errors;
        _left += violations.Left;
        if (errors.Count == 0) return;
        if (_errors.Count > 0 && _distinct is null) _distinct = [.. _errors];
        foreach (var error in errors)
        {
            // A false schema has no keyword of its own: the violated one is that which holds it.
            var named = error.Keyword.Length > 0 ? error : error with { Keyword = WrittenName(keyword) };
            if (_distinct?.Add(named) == false) continue;
            if (IsFull) _left++;
            else _errors.Add(named);
        }
    }

    public Violations ToViolations() => new(_errors, _left);

    /// <summary>The keyword as the document wrote it, in its draft's form.</summary>
    private string WrittenName(string keyword)
    {
        var property = keyword.TrimStart('$');
        return Node.WrittenAs.GetValueOrDefault(string.Concat(property[..1].ToUpperInvariant(), property[1..]), keyword);
    }
}

/// <summary>What is wrong with a value: the first violations, and how many more there are at least.</summary>
internal sealed record Violations(IReadOnlyList<ValidationError> Errors, long Left)
{
    public static Violations None { get; } = new([], 0);

    public long Count => Errors.Count + Left;
}
