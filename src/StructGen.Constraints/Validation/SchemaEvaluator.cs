using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Validation;

/// <summary>Decides whether values satisfy schemas; one evaluator per validated instance.</summary>
/// <remarks>
/// Verdicts at schemas that several references lead to are remembered by (schema, value, dynamic scope), so that a fan of references
/// (<c>a: allOf[b, b]</c>, <c>b: allOf[c, c]</c>, …) costs its size, not its number of paths. A question that comes up while it is being answered,
/// possible only through dynamic references, counts as answered with yes: the loop itself says nothing.
/// </remarks>
internal sealed class SchemaEvaluator(ValidationPlan plan, InstanceReader instances, CancellationToken cancellation = default)
{
    // So often the caller is asked whether he still waits.
    private const long StepMask = 255;

    private readonly Dictionary<(int Node, int Value, int Scope, bool Collects), (bool Holds, EvaluatedParts? Parts)> _verdicts = [];
    private int _scopes = 1;
    private bool _remembersAll;
    private long _steps;

    /// <summary>Verdicts kept while a failure is explained, besides those of shared schemas.</summary>
    private const int MostRemembered = 1_000_000;

    /// <summary>From now on every verdict is remembered: who explains a failure asks about each schema on the way to it, and again about each one below.</summary>
    public void RememberAll() => _remembersAll = true;

    /// <summary>The scope in which evaluation starts.</summary>
    public DynamicScope? RootScope { get; } = plan.IsDynamic ? new DynamicScope(0, null, plan.Root.Resource) : null;

    /// <summary>The scope inside a schema.</summary>
    public DynamicScope? Enter(SchemaNode node, DynamicScope? scope) => scope?.Enter(node.Resource, ref _scopes);

    /// <summary>The schema that a dynamic reference means in a scope.</summary>
    public static SchemaNode TargetOf(SchemaNode node, DynamicScope? scope)
        => (node.DynamicAnchor is { } anchor ? scope?.Find(anchor) : null) ?? node.DynamicRef!;

    /// <summary>Whether a value satisfies a schema.</summary>
    /// <param name="node">The schema.</param>
    /// <param name="value">The value.</param>
    /// <param name="outer">The dynamic scope around the schema.</param>
    /// <param name="parts">Takes the members or items that the schema evaluates, where someone asks; only meaningful if it holds.</param>
    public bool Holds(SchemaNode node, Instance value, DynamicScope? outer, EvaluatedParts? parts = null)
    {
        if (node.Boolean is { } boolean) return boolean;
        if ((++_steps & StepMask) == 0) cancellation.ThrowIfCancellationRequested();
        if (DeepStack.IsShort)
            return DeepStack.Continue(static at => at.Self.Holds(at.Node, at.Value, at.Outer, at.Parts), (Self: this, Node: node, Value: value, Outer: outer, Parts: parts), node.Place);

        var scope = Enter(node, outer);
        var checks = plan[node];
        if (!checks.IsShared && !(_remembersAll && _verdicts.Count < MostRemembered)) return HoldsHere(checks, value, scope, parts);

        var key = (node.Id, value.Id, scope?.Id ?? 0, parts is not null);
        if (!_verdicts.TryGetValue(key, out var verdict))
        {
            _verdicts[key] = (true, null);
            var own = parts is null ? null : new EvaluatedParts(value.Children.Length);
            verdict = (HoldsHere(checks, value, scope, own), own);
            _verdicts[key] = verdict;
        }

        if (verdict.Parts is { } evaluated) parts?.Add(evaluated);
        return verdict.Holds;
    }

    private bool HoldsHere(NodeChecks checks, Instance value, DynamicScope? scope, EvaluatedParts? parts)
    {
        var node = checks.Node;
        if (node.Types is { } types && !value.Is(types)) return false;
        if (checks.Enum is { } values && !values.Contains(value)) return false;
        if (checks.Const is { } constant && !constant.SameAs(value)) return false;
        if (value.Kind == InstanceKind.Number && checks.RestrictsNumbers && !ScalarChecks.NumberHolds(node, value.Number)) return false;
        if (value.Kind == InstanceKind.String && checks.RestrictsStrings && !ScalarChecks.StringHolds(checks, value)) return false;

        var unevaluated = Unevaluated(node, value);
        var own = unevaluated is not null ? new EvaluatedParts(value.Children.Length) : parts;
        if (!AdjacentHold(checks, value, scope, own)) return false;
        if (unevaluated is null) return true;
        for (var i = 0; i < value.Children.Length; i++)
        {
            if (!own![i] && !Holds(unevaluated, value.Children[i], scope)) return false;
        }

        parts?.MarkAll();
        return true;
    }

    /// <summary>The schema for what no other keyword evaluates; null where none applies to such a value.</summary>
    public static SchemaNode? Unevaluated(SchemaNode node, Instance value) => value.Kind switch
    {
        InstanceKind.Object => node.UnevaluatedProperties,
        InstanceKind.Array => node.UnevaluatedItems,
        _ => null,
    };

    /// <summary>Whether everything but <c>unevaluated*</c> holds, and which parts it evaluates.</summary>
    public bool AdjacentHold(NodeChecks checks, Instance value, DynamicScope? scope, EvaluatedParts? parts)
    {
        if (!InPlaceHold(checks.Node, value, scope, parts)) return false;
        return value.Kind switch
        {
            InstanceKind.Array => ItemsHold(checks.Node, value, scope, parts),
            InstanceKind.Object => MembersHold(checks, value, scope, parts),
            _ => true,
        };
    }

    private bool InPlaceHold(SchemaNode node, Instance value, DynamicScope? scope, EvaluatedParts? parts)
    {
        if (node.Ref is { } reference && !Holds(reference, value, scope, parts)) return false;
        if (node.DynamicRef is not null && !Holds(TargetOf(node, scope), value, scope, parts)) return false;
        if (node.AllOf is { } all)
        {
            foreach (var branch in all)
            {
                if (!Holds(branch, value, scope, parts)) return false;
            }
        }

        if (node.AnyOf is { } any && !AnyHolds(any, value, scope, parts)) return false;
        if (node.OneOf is { } one && !OneHolds(one, value, scope, parts)) return false;
        if (node.Not is { } not && Holds(not, value, scope)) return false;
        if (node.If is { } condition)
        {
            if (node.Then is null && node.Else is null && parts is null) return true;
            var branch = HoldsAside(condition, value, scope, parts) ? node.Then : node.Else;
            if (branch is not null && !Holds(branch, value, scope, parts)) return false;
        }

        return true;
    }

    /// <summary>Asks a schema that may fail without harm: what it evaluates counts only if it holds.</summary>
    private bool HoldsAside(SchemaNode node, Instance value, DynamicScope? scope, EvaluatedParts? parts)
    {
        if (parts is null) return Holds(node, value, scope);
        var aside = new EvaluatedParts(value.Children.Length);
        if (!Holds(node, value, scope, aside)) return false;
        parts.Add(aside);
        return true;
    }

    private bool AnyHolds(IReadOnlyList<SchemaNode> branches, Instance value, DynamicScope? scope, EvaluatedParts? parts)
    {
        var holds = false;
        foreach (var branch in branches)
        {
            holds |= HoldsAside(branch, value, scope, parts);
            if (holds && parts is null) return true;
        }

        return holds;
    }

    private bool OneHolds(IReadOnlyList<SchemaNode> branches, Instance value, DynamicScope? scope, EvaluatedParts? parts)
    {
        var count = 0;
        foreach (var branch in branches)
        {
            if (HoldsAside(branch, value, scope, parts) && ++count > 1) return false;
        }

        return count == 1;
    }

    private bool ItemsHold(SchemaNode node, Instance value, DynamicScope? scope, EvaluatedParts? parts)
    {
        var items = value.Children;
        if (items.Length < node.MinItems || items.Length > node.MaxItems) return false;
        if (node.UniqueItems && ArrayChecks.FirstDuplicate(value) is not null) return false;
        var prefix = Math.Min(node.PrefixItems?.Count ?? 0, items.Length);
        for (var i = 0; i < prefix; i++)
        {
            if (!Holds(node.PrefixItems![i], items[i], scope)) return false;
            parts?.Mark(i);
        }

        if (node.Items is { } rest)
        {
            for (var i = prefix; i < items.Length; i++)
            {
                if (!Holds(rest, items[i], scope)) return false;
            }

            parts?.MarkAll();
        }

        return node.Contains is null || ContainsHolds(node, items, scope, parts);
    }

    private bool ContainsHolds(SchemaNode node, Instance[] items, DynamicScope? scope, EvaluatedParts? parts)
    {
        var (fewest, most) = ArrayChecks.ContainsBounds(node);
        // Only from 2020-12 on does contains evaluate the items that it matches.
        var marks = node.Draft == SchemaDraft.Draft202012 ? parts : null;
        long count = 0;
        for (var i = 0; i < items.Length; i++)
        {
            if (marks is null && count >= fewest && most == long.MaxValue) return true;
            if (!Holds(node.Contains!, items[i], scope)) continue;
            marks?.Mark(i);
            if (++count > most) return false;
        }

        return count >= fewest;
    }

    private bool MembersHold(NodeChecks checks, Instance value, DynamicScope? scope, EvaluatedParts? parts)
    {
        var node = checks.Node;
        var names = value.Names;
        if (names.Length < node.MinProperties || names.Length > node.MaxProperties) return false;
        if (node.Required is { } required)
        {
            foreach (var name in required)
            {
                if (value.Find(name) < 0) return false;
            }
        }

        if (node.DependentRequired is not null && ObjectChecks.MissingDependents(node, value).Any()) return false;
        if (node.DependentSchemas is { } dependents)
        {
            foreach (var (name, schema) in dependents)
            {
                if (value.Find(name) >= 0 && !Holds(schema, value, scope, parts)) return false;
            }
        }

        if (node.PropertyNames is { } nameSchema)
        {
            foreach (var name in names)
            {
                if (!Holds(nameSchema, instances.Name(value, name), scope)) return false;
            }
        }

        if (checks.Properties is null && checks.PatternProperties.Count == 0 && node.AdditionalProperties is null) return true;
        for (var i = 0; i < names.Length; i++)
        {
            if (!MemberHolds(checks, value, i, scope, parts)) return false;
        }

        return true;
    }

    private bool MemberHolds(NodeChecks checks, Instance value, int index, DynamicScope? scope, EvaluatedParts? parts)
    {
        var name = value.Names[index];
        var member = value.Children[index];
        var declared = false;
        if (checks.Properties is { } properties && properties.TryGetValue(name, out var schema))
        {
            declared = true;
            if (!Holds(schema, member, scope)) return false;
        }

        foreach (var (test, patternSchema) in checks.PatternProperties)
        {
            if (!test.Holds(name)) continue;
            declared = true;
            if (!Holds(patternSchema, member, scope)) return false;
        }

        if (!declared && checks.Node.AdditionalProperties is { } additional)
        {
            declared = true;
            if (!Holds(additional, member, scope)) return false;
        }

        if (declared) parts?.Mark(index);
        return true;
    }
}
