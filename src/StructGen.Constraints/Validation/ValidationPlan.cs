using System.Text.Json;
using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Validation;

/// <summary>A schema graph made ready to evaluate; immutable, shared by all threads.</summary>
internal sealed class ValidationPlan
{
    private readonly NodeChecks?[] _checks;

    private ValidationPlan(SchemaGraph graph, ConstraintLimits limits, NodeChecks?[] checks, bool isDynamic)
    {
        Root = graph.Root;
        Limits = limits;
        IsDynamic = isDynamic;
        _checks = checks;
    }

    public SchemaNode Root { get; }

    public ConstraintLimits Limits { get; }

    /// <summary>Whether the schema has dynamic references, so that verdicts depend on the dynamic scope.</summary>
    public bool IsDynamic { get; }

    public NodeChecks this[SchemaNode node] => _checks[node.Id]!;

    /// <exception cref="InvalidSchemaException">A pattern that is none.</exception>
    public static ValidationPlan Create(SchemaGraph graph, bool assertFormats, ConstraintLimits limits)
    {
        var anchors = graph.Nodes.Select(node => node.Resource).Distinct().SelectMany(resource => resource.DynamicAnchors.Values).ToHashSet();
        var references = new Dictionary<SchemaNode, int>();
        var reachable = SchemaEdges.Reachable([graph.Root, .. anchors]);
        foreach (var node in reachable)
        {
            if (node.Ref is { } target) references[target] = references.GetValueOrDefault(target) + 1;
            if (node.DynamicRef is { } dynamic) references[dynamic] = references.GetValueOrDefault(dynamic) + 2;
        }

        var compiler = new CheckCompiler(assertFormats, limits);
        var checks = new NodeChecks?[graph.Nodes.Count];
        foreach (var node in reachable)
        {
            var isTarget = references.GetValueOrDefault(node) > 1 || anchors.Contains(node);
            checks[node.Id] = compiler.Compile(node, isTarget && SchemaEdges.InPlace(node).Concat(SchemaEdges.Deeper(node)).Any());
        }

        if (compiler.Errors.Count > 0) throw new InvalidSchemaException(compiler.Errors);
        return new ValidationPlan(graph, limits, checks, reachable.Any(node => node.DynamicAnchor is not null));
    }

    private sealed class CheckCompiler(bool assertFormats, ConstraintLimits limits)
    {
        private readonly StringTests _tests = new(limits);
        private readonly InstanceReader _values = new(int.MaxValue);

        public List<ConstraintError> Errors { get; } = [];

        public NodeChecks Compile(SchemaNode node, bool isShared) => new()
        {
            Node = node,
            IsShared = isShared,
            Properties = node.Properties is { Count: > 0 } properties ? properties.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal) : null,
            PatternProperties = [.. (node.PatternProperties ?? []).Select(pair => (Pattern(node, "patternProperties", pair.Key), pair.Value))],
            Enum = node.Enum is { } values ? new HashSet<Instance>(values.Select(Read), InstanceEquality.Default) : null,
            Const = node.Const is { } constant ? Read(constant) : null,
            Pattern = node.Pattern is { } pattern ? Pattern(node, "pattern", pattern) : null,
            Format = node.Format is { } format && (assertFormats || node.Resource.AssertsFormat) ? _tests.Format(format) : null,
        };

        private StringTest Pattern(SchemaNode node, string keyword, string pattern)
        {
            try
            {
                var (test, problem) = _tests.Pattern(pattern);
                if (test is not null) return test;
                Errors.Add(new ConstraintError(node.Place, keyword,
                    $"\"{keyword}\" must be an ECMA-262 regular expression: {problem}. Escape literal characters such as ( [ {{ + with a backslash."));
            }
            catch (ConstraintLimitException exception)
            {
                throw new ConstraintLimitException([.. exception.Errors.Select(error => error with { Pointer = node.Place, Keyword = keyword })]);
            }

            return RegexTest.TryCreate("")!;
        }

        private Instance Read(JsonElement value) => _values.Read(value)!;
    }
}
