using System.Text.Json;

namespace StructGen.Constraints;

/// <summary>What a constraint is compiled for. Immutable; the defaults are what generation wants.</summary>
public sealed record ConstraintOptions
{
    /// <summary>The options that apply when none are given.</summary>
    public static ConstraintOptions Default { get; } = new();

    /// <summary>In which order members may be written. Default: <see cref="PropertyOrder.Declared"/>.</summary>
    public PropertyOrder Order { get; init; } = PropertyOrder.Declared;

    /// <summary>
    /// Whether names of small closed sets, too, are written in one order. A grammar cannot remember which of n names were written without 2^n rules; for
    /// it one order, which allows no name twice, stands for all.
    /// </summary>
    internal bool OrdersClosedSets { get; init; }

    /// <summary>Whether strings are taken that only may be of a format: for telling a schema that nothing satisfies from one whose instances are not written.</summary>
    internal bool WritesPossible { get; init; }

    /// <summary>Which white space may be written. Default: <see cref="WhitespaceStyle.Separators"/>.</summary>
    public WhitespaceStyle Whitespace { get; init; } = WhitespaceStyle.Separators;

    /// <summary>The written form. Default: <see cref="ConstraintSurface.Json"/>.</summary>
    public ConstraintSurface Surface { get; init; } = ConstraintSurface.Json;

    /// <summary>Whether <c>format</c> is asserted; otherwise it is an annotation. Default: true.</summary>
    public bool AssertFormats { get; init; } = true;

    /// <summary>Whether a keyword that cannot be enforced is left to the validator instead of refusing the schema. Default: false.</summary>
    public bool Lenient { get; init; }

    /// <summary>Documents that <c>$ref</c> may lead to besides the schema itself, by URI. Nothing is ever fetched. Default: none.</summary>
    public IReadOnlyDictionary<string, JsonElement> Documents { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>Bounds on work and memory.</summary>
    public ConstraintLimits Limits { get; init; } = ConstraintLimits.Default;
}

/// <summary>In which order the members of an object may be written.</summary>
public enum PropertyOrder
{
    /// <summary>
    /// Declared properties in document order, of <c>$ref</c> and <c>allOf</c> as of <c>properties</c>; then those of the <c>anyOf</c> or <c>oneOf</c> branch that is
    /// followed, each branch in its own order; then names that only conditions or <c>required</c> mention; then others, in any order. Names that a closed set holds
    /// and nobody declares (<c>propertyNames: {"enum": …}</c>, <c>patternProperties</c> with <c>^Q[1-4]$</c>) are such others.
    /// </summary>
    Declared,

    /// <summary>Any order.</summary>
    Any,
}

/// <summary>Which white space may be written between tokens of the JSON text.</summary>
public enum WhitespaceStyle
{
    /// <summary>None, or one space after <c>,</c> and <c>:</c>.</summary>
    Separators,

    /// <summary>None at all.</summary>
    None,

    /// <summary>Pretty printing, exactly as <c>JsonSerializerOptions.WriteIndented</c> and Python's <c>json.dumps(value, indent=2)</c> do it: a line per member and item, two spaces per depth, one space after <c>:</c>, <c>{}</c> and <c>[]</c> when empty.</summary>
    Pretty,
}

/// <summary>The written form of an instance.</summary>
public enum ConstraintSurface
{
    /// <summary>RFC 8259 JSON with canonical escapes.</summary>
    Json,

    /// <summary>Block-style YAML, two spaces a depth, that the YAML 1.2 core schema reads as the same instance; <see cref="ConstraintOptions.Whitespace"/> has no say.</summary>
    Yaml,
}
