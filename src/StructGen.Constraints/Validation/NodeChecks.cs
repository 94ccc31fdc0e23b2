using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Validation;

/// <summary>What evaluating a node needs beside the node: look-up tables, compiled patterns, enum values as a set.</summary>
internal sealed class NodeChecks
{
    public required SchemaNode Node { get; init; }

    public Dictionary<string, SchemaNode>? Properties { get; init; }

    public IReadOnlyList<(StringTest Test, SchemaNode Schema)> PatternProperties { get; init; } = [];

    public HashSet<Instance>? Enum { get; init; }

    public Instance? Const { get; init; }

    public StringTest? Pattern { get; init; }

    public StringTest? Format { get; init; }

    /// <summary>Whether verdicts are worth remembering: several references lead here, or a dynamic one may.</summary>
    public bool IsShared { get; init; }

    public bool RestrictsNumbers => Node is not { Minimum: null, Maximum: null, ExclusiveMinimum: null, ExclusiveMaximum: null, MultipleOf: null };

    public bool RestrictsStrings => Pattern is not null || Format is not null || Node is not { MinLength: null, MaxLength: null };
}
