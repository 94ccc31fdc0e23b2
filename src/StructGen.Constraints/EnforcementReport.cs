using System.Text.Json.Serialization;

namespace StructGen.Constraints;

/// <summary>What becomes of every keyword of a schema: nothing is ever ignored in silence.</summary>
/// <param name="Entries">One entry per JSON pointer and keyword, in document order.</param>
public sealed record EnforcementReport(IReadOnlyList<EnforcementEntry> Entries)
{
    /// <summary>Whether every finished output is sure to satisfy the schema without a check afterwards.</summary>
    public bool IsComplete => Entries.All(entry => entry.Status is Enforcement.Enforced or Enforcement.Annotation);
}

/// <summary>What becomes of one keyword.</summary>
/// <param name="Pointer">JSON pointer of the subschema that holds the keyword.</param>
/// <param name="Keyword">The keyword.</param>
/// <param name="Status">What becomes of it.</param>
/// <param name="Reason">Why it is not enforced; of an enforced one, which valid values are never written; null where there is nothing to say.</param>
/// <param name="Remedy">What the author can write instead; null where nothing is wrong. For an unknown keyword the nearest known name.</param>
public sealed record EnforcementEntry(string Pointer, string Keyword, Enforcement Status, string? Reason = null, string? Remedy = null)
{
    /// <summary>What the author probably did not mean, with the remedy: a pattern in another dialect's words, an empty list; null where nothing is suspicious.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Warning { get; init; }
}

/// <summary>What becomes of a keyword.</summary>
public enum Enforcement
{
    /// <summary>The masks guarantee it.</summary>
    Enforced,

    /// <summary>An annotation: it constrains nothing (description, title, unknown formats).</summary>
    Annotation,

    /// <summary>A keyword that no draft knows: an annotation by the specification, and probably a slip.</summary>
    Unknown,

    /// <summary>Left to the validator after generation (lenient mode).</summary>
    CheckedAfterwards,

    /// <summary>Refused: the schema does not compile.</summary>
    Refused,
}
