using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Validation;

/// <summary>Says where and why an invalid value is invalid: every violation, in sentences for a client or a language model.</summary>
/// <remarks>
/// Runs after the evaluator has said no, follows only what fails, and asks the evaluator wherever a subschema's verdict is needed. Of the branches of a
/// failed <c>anyOf</c> or <c>oneOf</c> only the closest is explained. Explanations are remembered like verdicts, so shared schemas cost once.
/// </remarks>
internal sealed class SchemaExplainer(ValidationPlan plan, SchemaEvaluator evaluator, InstanceReader instances)
{
    private readonly Dictionary<(int Node, int Value, int Scope), Violations> _explained = [];

    /// <summary>The violations of a schema by a value; empty when there is none.</summary>
    public Violations Explain(SchemaNode node, Instance value, DynamicScope? outer)
    {
        if (evaluator.Holds(node, value, outer)) return Violations.None;
        if (node.Boolean == false) return new Violations([new ValidationError(value.Pointer(), node.Place, "", "No value is allowed here.")], 0);
        var scope = evaluator.Enter(node, outer);
        var key = (node.Id, value.Id, scope?.Id ?? 0);
        if (_explained.TryGetValue(key, out var known)) return known;
        if (DeepStack.IsShort) return DeepStack.Continue(static at => at.Self.Explain(at.Node, at.Value, at.Outer), (Self: this, Node: node, Value: value, Outer: outer), node.Place);
        _explained[key] = Violations.None;
        var errors = new ViolationList(node, value);
        ExplainHere(errors, scope);
        return _explained[key] = errors.ToViolations();
    }

    /// <summary>Adds the violations of a subschema; once the list is full they are only counted, a place as one.</summary>
    private void Explain(string keyword, SchemaNode node, Instance value, ViolationList errors, DynamicScope? scope)
    {
        if (!errors.IsFull) errors.Include(keyword, Explain(node, value, scope));
        else if (!evaluator.Holds(node, value, scope)) errors.Leave();
    }

    private void ExplainHere(ViolationList errors, DynamicScope? scope)
    {
        var (node, value) = (errors.Node, errors.Value);
        var checks = plan[node];
        if (node.Types is { } types && !value.Is(types))
        {
            errors.Add("type", $"Expected {Wording.Types(types)}; found {Wording.Found(value)}.");
            return;
        }

        if (checks.Enum is { } values && !values.Contains(value))
            errors.Add("enum", $"Expected {Wording.Values([.. node.Enum!.Select(Excerpt.Of)])}; found {value}.{Suggestion(value, values)}");
        if (checks.Const is { } constant && !constant.SameAs(value)) errors.Add("const", $"Expected {Excerpt.Of(node.Const!.Value)}; found {value}.");
        if (value.Kind == InstanceKind.Number) ExplainNumber(errors);
        if (value.Kind == InstanceKind.String) ExplainString(checks, errors);
        var before = errors.Count;
        ExplainInPlace(errors, scope);
        var branchesHold = errors.Count == before;
        if (value.Kind == InstanceKind.Array) ExplainItems(errors, scope);
        if (value.Kind == InstanceKind.Object) ExplainMembers(checks, errors, scope);
        // A failed branch evaluates nothing: what is left unevaluated then says nothing of its own.
        if (branchesHold) ExplainUnevaluated(checks, errors, scope);
    }

    private static void ExplainNumber(ViolationList errors)
    {
        var (node, number) = (errors.Node, errors.Value.Number);
        if (number < node.Minimum) errors.Add("minimum", $"Expected a number of at least {node.Minimum}; found {errors.Value}.");
        if (number > node.Maximum) errors.Add("maximum", $"Expected a number of at most {node.Maximum}; found {errors.Value}.");
        if (number <= node.ExclusiveMinimum) errors.Add("exclusiveMinimum", $"Expected a number greater than {node.ExclusiveMinimum}; found {errors.Value}.");
        if (number >= node.ExclusiveMaximum) errors.Add("exclusiveMaximum", $"Expected a number less than {node.ExclusiveMaximum}; found {errors.Value}.");
        if (node.MultipleOf is { } divisor && !number.IsMultipleOf(divisor)) errors.Add("multipleOf", $"Expected a multiple of {divisor}; found {errors.Value}.");
    }

    private static void ExplainString(NodeChecks checks, ViolationList errors)
    {
        var (node, value) = (errors.Node, errors.Value);
        var length = value.CodePoints;
        if (length < node.MinLength) errors.Add("minLength", $"Expected at least {Wording.Count(node.MinLength.Value, "character")}; found {length}: {value}.");
        if (length > node.MaxLength) errors.Add("maxLength", $"Expected at most {Wording.Count(node.MaxLength.Value, "character")}; found {length}: {value}.");
        if (checks.Pattern?.Holds(value.Text) == false) errors.Add("pattern", $"Expected text that matches the pattern {Wording.Pattern(node.Pattern!)}; found {value}.");
        if (checks.Format?.Holds(value.Text) == false) errors.Add("format", $"Expected a valid {Wording.Format(node.Format!)}; found {value}.");
    }

    private void ExplainInPlace(ViolationList errors, DynamicScope? scope)
    {
        var (node, value) = (errors.Node, errors.Value);
        if (node.Ref is { } reference) errors.Include("$ref", Explain(reference, value, scope));
        if (node.DynamicRef is not null) errors.Include("$dynamicRef", Explain(SchemaEvaluator.TargetOf(node, scope), value, scope));
        foreach (var branch in node.AllOf ?? []) Explain("allOf", branch, value, errors, scope);
        if (node.AnyOf is { } any && !any.Any(branch => evaluator.Holds(branch, value, scope))) ExplainAlternatives("anyOf", any, errors, scope);
        if (node.OneOf is { } one)
        {
            var holding = one.Index().Where(branch => evaluator.Holds(branch.Item, value, scope)).Select(branch => branch.Index).ToList();
            if (holding.Count == 0) ExplainAlternatives("oneOf", one, errors, scope);
            if (holding.Count > 1)
            {
                errors.Add("oneOf", $"Expected to match exactly one of {one.Count} alternatives, but matches {holding.Count} of them "
                    + $"({string.Join(", ", holding.Take(4).Select(index => Describe(one[index])))}). Change the value so that only one applies.");
            }
        }

        if (node.Not is { } not && evaluator.Holds(not, value, scope))
            errors.Add("not", $"Expected a value that does not match {Describe(not)}; found {Wording.Found(value)}.");
        if (node.If is { } condition)
        {
            var (keyword, branch) = evaluator.Holds(condition, value, scope) ? ("then", node.Then) : ("else", node.Else);
            if (branch is not null) errors.Include(keyword, Explain(branch, value, scope));
        }
    }

    private void ExplainAlternatives(string keyword, IReadOnlyList<SchemaNode> branches, ViolationList errors, DynamicScope? scope)
    {
        var value = errors.Value;
        var explained = branches.Select(branch => Explain(branch, value, scope)).ToList();
        var listed = explained.ConvertAll(one => one.Errors);
        var pointer = value.Pointer();
        if (Alternatives.Merge(branches, listed, pointer) is { } expected)
        {
            errors.Add(keyword, $"Expected {expected}; found {Wording.Found(value)}.");
            return;
        }

        var closest = Alternatives.Closest(listed, pointer);
        if (branches.Count > 1)
        {
            errors.Add(keyword, $"Matches none of {branches.Count} alternatives; the closest is {Describe(branches[closest])}, "
                + $"where {Wording.Count(explained[closest].Count, "problem")} must be mended.");
        }

        errors.Include(keyword, explained[closest]);
    }

    private void ExplainItems(ViolationList errors, DynamicScope? scope)
    {
        var (node, value) = (errors.Node, errors.Value);
        var items = value.Children;
        if (items.Length < node.MinItems) errors.Add("minItems", $"Expected at least {Wording.Count(node.MinItems.Value, "item")}; found {items.Length}.");
        if (items.Length > node.MaxItems) errors.Add("maxItems", $"Expected at most {Wording.Count(node.MaxItems.Value, "item")}; found {items.Length}.");
        if (node.UniqueItems && ArrayChecks.FirstDuplicate(value) is var (earlier, later))
            errors.Add("uniqueItems", $"Expected all items to differ; items {earlier} and {later} are equal: {items[earlier]}.");
        var prefix = Math.Min(node.PrefixItems?.Count ?? 0, items.Length);
        for (var i = 0; i < prefix; i++) Explain("prefixItems", node.PrefixItems![i], items[i], errors, scope);
        if (node.Items is { Boolean: false } && items.Length > prefix)
            errors.Add("items", prefix == 0 ? $"Expected no items; found {items.Length}." : $"Expected at most {Wording.Count(prefix, "item")}; found {items.Length}.");
        else if (node.Items is { } rest)
            for (var i = prefix; i < items.Length; i++) Explain("items", rest, items[i], errors, scope);
        if (node.Contains is { } contains) ExplainContains(contains, errors, scope);
    }

    private void ExplainContains(SchemaNode contains, ViolationList errors, DynamicScope? scope)
    {
        var (fewest, most) = ArrayChecks.ContainsBounds(errors.Node);
        var count = errors.Value.Children.Count(item => evaluator.Holds(contains, item, scope));
        var least = errors.Node.MinContains is null ? "contains" : "minContains";
        if (count < fewest) errors.Add(least, $"Expected at least {Wording.Count(fewest, "item")} that match {Describe(contains)}; found {count}.");
        if (count > most) errors.Add("maxContains", $"Expected at most {Wording.Count(most, "item")} that match {Describe(contains)}; found {count}.");
    }

    private void ExplainMembers(NodeChecks checks, ViolationList errors, DynamicScope? scope)
    {
        var (node, value) = (errors.Node, errors.Value);
        if (value.Names.Length < node.MinProperties)
            errors.Add("minProperties", $"Expected at least {Wording.Count(node.MinProperties.Value, "property")}; found {value.Names.Length}.");
        if (value.Names.Length > node.MaxProperties)
            errors.Add("maxProperties", $"Expected at most {Wording.Count(node.MaxProperties.Value, "property")}; found {value.Names.Length}.");
        foreach (var name in node.Required ?? [])
        {
            if (value.Find(name) < 0) errors.Add("required", $"The required property {Wording.Name(name)} is missing.");
        }

        foreach (var (present, missing) in ObjectChecks.MissingDependents(node, value))
            errors.Add("dependentRequired", $"The property {Wording.Name(missing)} is missing; it is required where {Wording.Name(present)} is present.");
        foreach (var (name, schema) in node.DependentSchemas ?? [])
        {
            if (value.Find(name) < 0) continue;
            if (schema.Boolean == false) errors.Add("dependentSchemas", $"The property {Wording.Name(name)} must not be present.");
            else Explain("dependentSchemas", schema, value, errors, scope);
        }

        if (node.PropertyNames is { } nameSchema)
        {
            foreach (var name in value.Names)
            {
                if (errors.IsFull)
                {
                    if (!evaluator.Holds(nameSchema, instances.Name(value, name), scope)) errors.Leave();
                    continue;
                }

                var problems = Explain(nameSchema, instances.Name(value, name), scope);
                if (problems.Errors.Count > 0) errors.Add("propertyNames", $"The property name {Wording.Name(name)} is not allowed. {problems.Errors[0].Message}");
            }
        }

        for (var i = 0; i < value.Names.Length; i++) ExplainMember(checks, i, errors, scope);
    }

    private void ExplainMember(NodeChecks checks, int index, ViolationList errors, DynamicScope? scope)
    {
        var (name, member) = (errors.Value.Names[index], errors.Value.Children[index]);
        var declared = false;
        if (checks.Properties is { } properties && properties.TryGetValue(name, out var schema))
        {
            declared = true;
            if (schema.Boolean == false) errors.Add("properties", $"The property {Wording.Name(name)} must not be present.", member, name);
            else Explain("properties", schema, member, errors, scope);
        }

        foreach (var (test, patternSchema) in checks.PatternProperties)
        {
            if (!test.Holds(name)) continue;
            declared = true;
            if (patternSchema.Boolean == false) errors.Add("patternProperties", $"The property {Wording.Name(name)} must not be present.", member);
            else Explain("patternProperties", patternSchema, member, errors, scope);
        }

        if (declared || checks.Node.AdditionalProperties is not { } additional) return;
        if (additional.Boolean == false && errors.IsFull) errors.Leave();
        else if (additional.Boolean == false)
        {
            var absent = checks.Node.Properties?.Select(property => property.Key).Where(known => errors.Value.Find(known) < 0) ?? [];
            errors.Add("additionalProperties", $"The property {Wording.Name(name)} is not allowed. {Allowed(checks.Node)}{Wording.Suggestion(name, absent)}", member);
        }
        else
        {
            Explain("additionalProperties", additional, member, errors, scope);
        }
    }

    private void ExplainUnevaluated(NodeChecks checks, ViolationList errors, DynamicScope? scope)
    {
        var (node, value) = (errors.Node, errors.Value);
        if (SchemaEvaluator.Unevaluated(node, value) is not { } rest) return;
        var parts = new EvaluatedParts(value.Children.Length);
        if (!evaluator.AdjacentHold(checks, value, scope, parts) && errors.Count == 0) return;
        var keyword = value.Kind == InstanceKind.Object ? "unevaluatedProperties" : "unevaluatedItems";
        for (var i = 0; i < value.Children.Length; i++)
        {
            if (parts[i]) continue;
            if (rest.Boolean == false && errors.IsFull) errors.Leave();
            else if (rest.Boolean != false) Explain(keyword, rest, value.Children[i], errors, scope);
            else errors.Add(keyword, $"{Part(value, i)} is not allowed: no part of the schema that applies here covers it.", value.Children[i]);
        }
    }

    private static string Part(Instance value, int index) => value.Kind == InstanceKind.Array ? $"Item {index}" : $"The property {Wording.Name(value.Names[index])}";

    private static string Suggestion(Instance value, IEnumerable<Instance> known) => value.Kind == InstanceKind.String
        ? Wording.Suggestion(value.Text, known.Where(candidate => candidate.Kind == InstanceKind.String).Select(candidate => candidate.Text))
        : "";

    private static string Allowed(SchemaNode node)
    {
        var names = node.Properties?.Where(property => property.Value.Boolean != false).Select(property => property.Key).ToList() ?? [];
        var patterns = node.PatternProperties is { Count: > 0 } matched
            ? $"names that match {string.Join(" or ", matched.Take(4).Select(pair => Excerpt.Shorten(pair.Key)))}"
            : "";
        if (names.Count == 0 && patterns.Length == 0) return "No properties are allowed.";
        return $"Allowed are {string.Join(" and ", new[] { names.Count > 0 ? Wording.Names(names) : "", patterns }.Where(part => part.Length > 0))}.";
    }

    /// <summary>A schema in a few words: what it plainly asks for, else where it stands.</summary>
    private static string Describe(SchemaNode node) => node switch
    {
        { Boolean: true } => "any value",
        { Const: { } constant } => Excerpt.Of(constant),
        { Enum: { } values } => Wording.Values([.. values.Select(Excerpt.Of)]),
        { Properties: null, Required: { Count: > 0 } required } => $"an object with {Wording.Names(required)}",
        { Types: { } types, Properties: null, Items: null, Pattern: null, Format: null } => Wording.Types(types),
        _ => $"the schema #{node.Place}",
    };
}
