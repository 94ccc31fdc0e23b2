using System.Text.Json;

namespace StructGen.Constraints;

/// <summary>How instances are validated. Immutable.</summary>
public sealed record SchemaValidatorOptions
{
    /// <summary>The options that apply when none are given.</summary>
    public static SchemaValidatorOptions Default { get; } = new();

    /// <summary>Whether <c>format</c> is asserted; otherwise it is an annotation. Default: true.</summary>
    public bool AssertFormats { get; init; } = true;

    /// <summary>
    /// Documents that <c>$ref</c> and <c>$schema</c> may lead to, by absolute URI; nothing is ever fetched. The metaschemas of the five drafts are
    /// always among them. Default: none.
    /// </summary>
    public IReadOnlyDictionary<string, JsonElement> RegisteredDocuments { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>Bounds on work and memory.</summary>
    public ConstraintLimits Limits { get; init; } = ConstraintLimits.Default;
}
