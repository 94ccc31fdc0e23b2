using System.Text.Json;
using StructGen.Constraints.Patterns;
using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Algebra;

/// <summary>Unfolds subschemas into formulas, one at a time and only when a value position needs them.</summary>
/// <remarks>
/// Example: <c>{"properties": {"a": S}, "required": ["a"], "anyOf": [T, U]}</c> becomes
/// <c>[a: S] ∧ ¬[a: false] ∧ (T ∨ U)</c>, with S, T and U still folded. <c>unevaluated*</c> needs to know which in-place applicators hold:
/// see <see cref="EvaluationSplitter"/>.
/// </remarks>
internal sealed class FormulaBuilder
{
    private readonly FormulaArena _arena;
    private readonly ConstraintOptions _options;
    private readonly Dictionary<Formula, Formula> _unfolded = [];
    private readonly Dictionary<Formula, Formula[]> _exactlyOne = [];
    private readonly HashSet<Formula> _branches = [];
    private readonly Dictionary<ObjectCube, ObjectCube[]> _waysOut = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, Pattern?> _searches = new(StringComparer.Ordinal);
    private readonly Dictionary<Pattern, HashSet<string>> _exceptions = [];
    private readonly EvaluationSplitter _splitter;
    private readonly ScalarLanguages _scalars;

    public FormulaBuilder(FormulaArena arena, ConstraintOptions options)
    {
        _arena = arena;
        _options = options;
        _splitter = new EvaluationSplitter(this);
        _scalars = new ScalarLanguages(this);
    }

    public FormulaArena Arena => _arena;

    public ConstraintOptions Options => _options;

    public DynamicScopes Scopes { get; } = new();

    public ScalarLanguages Scalars => _scalars;

    /// <summary>The subschema as one folded formula.</summary>
    public Formula Fold(SchemaNode node, int scope) => _arena.Node(node.Canonical, scope);

    /// <summary>Whether a folded subschema is a branch of an <c>anyOf</c> or <c>oneOf</c>.</summary>
    public bool IsBranch(Formula folded) => _branches.Contains(folded);

    private Formula[] FoldBranches(IReadOnlyList<SchemaNode> branches, int scope)
    {
        var folded = branches.Select(branch => Fold(branch, scope)).ToArray();
        _branches.UnionWith(folded);
        return folded;
    }

    /// <summary><see cref="ObjectCube.Negations"/> of a conjunction that many alternatives avoid.</summary>
    public ObjectCube[] WaysOutOf(ObjectCube avoided)
    {
        if (!_waysOut.TryGetValue(avoided, out var ways)) _waysOut[avoided] = ways = [.. avoided.Negations(_arena)];
        return ways;
    }

    /// <summary>What a <see cref="FormulaKind.Node"/> stands for.</summary>
    public Formula Unfold(Formula folded)
    {
        if (_unfolded.TryGetValue(folded, out var known)) return known;
        var node = folded.Node;
        var scope = Scopes.Enter((int)folded.A, node.Resource);
        var own = OwnKeywords(node, scope);
        var result = node.UnevaluatedProperties is null && node.UnevaluatedItems is null
            ? _arena.And(own, InPlace(node, scope))
            : _arena.And(own, _splitter.Split(node, scope));
        _unfolded[folded] = result;
        return result;
    }

    /// <summary>Keywords that look at the value itself and its children, without in-place applicators.</summary>
    public Formula OwnKeywords(SchemaNode node, int scope)
    {
        var parts = new List<Formula>();
        if (node.Types is { } types) parts.Add(OfTypes(types));
        if (node.Enum is { } values) parts.Add(OneOfValues(values));
        if (node.Const is { } value) parts.Add(Equal(value));
        AddNumbers(node, parts);
        AddStrings(node, parts);
        AddArrays(node, scope, parts);
        AddObjects(node, scope, parts);
        return _arena.And([.. parts]);
    }

    /// <summary>The applicators that hold the same value to other subschemas.</summary>
    public Formula InPlace(SchemaNode node, int scope)
    {
        var parts = new List<Formula>();
        foreach (var (_, target) in References(node, scope)) parts.Add(target);
        foreach (var branch in node.AllOf ?? []) parts.Add(Fold(branch, scope));
        if (node.AnyOf is { } any) parts.Add(_arena.Or(FoldBranches(any, scope)));
        if (node.OneOf is { } one) parts.Add(ExactlyOne(FoldBranches(one, scope)));
        if (node.Not is { } not) parts.Add(_arena.Not(Fold(not, scope)));
        if (node.If is { } condition)
        {
            var holds = Fold(condition, scope);
            if (node.Then is { } then) parts.Add(Implies(holds, Fold(then, scope)));
            if (node.Else is { } otherwise) parts.Add(Implies(_arena.Not(holds), Fold(otherwise, scope)));
        }

        foreach (var (name, dependent) in node.DependentSchemas ?? [])
            parts.Add(Implies(_arena.Has(name), Fold(dependent, scope)));
        return _arena.And([.. parts]);
    }

    /// <summary>"Not the first without the second": one statement to watch, where "not the first, or both" would double the alternatives each time.</summary>
    private Formula Implies(Formula first, Formula second) => _arena.Not(_arena.And(first, _arena.Not(second)));

    /// <summary>The targets of <c>$ref</c> and <c>$dynamicRef</c>.</summary>
    public IEnumerable<(SchemaNode Node, Formula Formula)> References(SchemaNode node, int scope)
    {
        if (node.Ref is { } target) yield return (target, Fold(target, scope));
        if (node.DynamicRef is { } initial)
        {
            var resolved = node.DynamicAnchor is { } anchor ? Scopes.Resolve(scope, anchor) ?? initial : initial;
            yield return (resolved, Fold(resolved, scope));
        }
    }

    /// <summary>The object lacks the member, or the value is no object.</summary>
    public Formula Absent(string name) => _arena.Member(name, _arena.False);

    /// <summary>Exactly one of the formulas.</summary>
    public Formula ExactlyOne(Formula[] branches)
    {
        var alternatives = new Formula[branches.Length];
        for (var i = 0; i < branches.Length; i++)
        {
            var parts = new List<Formula> { branches[i] };
            for (var j = 0; j < branches.Length; j++)
                if (j != i) parts.Add(_arena.Not(branches[j]));
            alternatives[i] = _arena.And([.. parts]);
        }

        var result = _arena.Or(alternatives);
        if (result.Kind == FormulaKind.Or) _exactlyOne.TryAdd(result, branches);
        return result;
    }

    /// <summary>The formulas of which exactly one holds, where this one says so.</summary>
    public Formula[]? BranchesOf(Formula formula) => _exactlyOne.GetValueOrDefault(formula);

    /// <summary>The value equals a JSON value: numbers by value, members in any order.</summary>
    public Formula Equal(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null: return _arena.Types(ValueKinds.Null);
            case JsonValueKind.False: return _arena.And(_arena.Types(ValueKinds.Boolean), _arena.Booleans(1));
            case JsonValueKind.True: return _arena.And(_arena.Types(ValueKinds.Boolean), _arena.Booleans(2));
            case JsonValueKind.String: return _arena.And(_arena.Types(ValueKinds.String), _arena.Strings(_arena.Patterns.Literal(value.GetString()!)));
            case JsonValueKind.Number: return _arena.And(_arena.Types(ValueKinds.Number), _arena.Numbers(_arena.NumberSets.Equal(Number(value))));
            case JsonValueKind.Array:
                var items = value.EnumerateArray().Select(Equal).ToArray();
                return _arena.And([_arena.Types(ValueKinds.Array), _arena.ItemCount(items.Length, items.Length), .. items.Select((item, index) => _arena.ItemAt(index, item))]);
            default:
                var members = new Dictionary<string, Formula>(StringComparer.Ordinal);
                foreach (var member in value.EnumerateObject()) members[member.Name] = Equal(member.Value);
                var parts = new List<Formula> { _arena.Types(ValueKinds.Object), _arena.MemberCount(members.Count, members.Count) };
                foreach (var (name, formula) in members)
                {
                    parts.Add(_arena.Has(name));
                    parts.Add(_arena.Member(name, formula));
                }

                return _arena.And([.. parts]);
        }
    }

    /// <summary>The language of a <c>pattern</c>; null where it is left to the validator.</summary>
    public Pattern? Search(string expression)
    {
        if (_searches.TryGetValue(expression, out var known)) return known;
        try
        {
            known = _arena.Patterns.Search(expression);
        }
        catch (PatternException) when (_options.Lenient)
        {
            known = null;
        }

        _searches[expression] = known;
        return known;
    }

    private static ExactNumber Number(JsonElement value)
        => ExactNumber.TryParse(value.GetRawText(), out var number) ? number : ExactNumber.Zero;

    private Formula OfTypes(SchemaTypes types)
    {
        var kinds = ValueKinds.None;
        if (types.HasFlag(SchemaTypes.Null)) kinds |= ValueKinds.Null;
        if (types.HasFlag(SchemaTypes.Boolean)) kinds |= ValueKinds.Boolean;
        if (types.HasFlag(SchemaTypes.String)) kinds |= ValueKinds.String;
        if (types.HasFlag(SchemaTypes.Array)) kinds |= ValueKinds.Array;
        if (types.HasFlag(SchemaTypes.Object)) kinds |= ValueKinds.Object;
        if ((types & (SchemaTypes.Number | SchemaTypes.Integer | SchemaTypes.StrictInteger)) != 0) kinds |= ValueKinds.Number;
        var formula = _arena.Types(kinds);
        if (!kinds.HasFlag(ValueKinds.Number) || types.HasFlag(SchemaTypes.Number)) return formula;
        return _arena.And(formula, _arena.Numbers(types.HasFlag(SchemaTypes.Integer) ? _arena.NumberSets.Integer : _arena.NumberSets.IntegerText));
    }

    private Formula OneOfValues(IReadOnlyList<JsonElement> values)
    {
        var parts = new List<Formula>();
        var texts = new List<string>();
        var numbers = new List<ExactNumber>();
        foreach (var value in values)
        {
            if (value.ValueKind == JsonValueKind.String) texts.Add(value.GetString()!);
            else if (value.ValueKind == JsonValueKind.Number) numbers.Add(Number(value));
            else parts.Add(Equal(value));
        }

        if (texts.Count > 0) parts.Add(_arena.And(_arena.Types(ValueKinds.String), _arena.Strings(_arena.Patterns.Literals(texts))));
        if (numbers.Count > 0) parts.Add(_arena.And(_arena.Types(ValueKinds.Number), _arena.Numbers(_arena.NumberSets.Equals(numbers))));
        return _arena.Or([.. parts]);
    }

    private void AddNumbers(SchemaNode node, List<Formula> parts)
    {
        var sets = _arena.NumberSets;
        if (node.Minimum is { } minimum) parts.Add(_arena.Numbers(sets.AtLeast(minimum)));
        if (node.Maximum is { } maximum) parts.Add(_arena.Numbers(sets.AtMost(maximum)));
        if (node.ExclusiveMinimum is { } above) parts.Add(_arena.Numbers(sets.Above(above)));
        if (node.ExclusiveMaximum is { } below) parts.Add(_arena.Numbers(sets.Below(below)));
        if (node.MultipleOf is { } divisor) parts.Add(_arena.Numbers(sets.MultipleOf(divisor)));
    }

    private void AddStrings(SchemaNode node, List<Formula> parts)
    {
        if (node.MinLength is not null || node.MaxLength is not null)
            parts.Add(_arena.Strings(_arena.Patterns.Length(node.MinLength ?? 0, node.MaxLength)));
        if (node.Pattern is { } pattern && Search(pattern) is { } language) parts.Add(_arena.Strings(language));
        if (_options.AssertFormats && node.Format is { } format && _arena.Patterns.Format(format) is { } form) parts.Add(_arena.Between(form, _arena.Patterns.FormatOutside(format)!));
    }

    private void AddArrays(SchemaNode node, int scope, List<Formula> parts)
    {
        var prefix = node.PrefixItems?.Count ?? 0;
        for (var i = 0; i < prefix; i++) parts.Add(_arena.ItemAt(i, Fold(node.PrefixItems![i], scope)));
        if (node.Items is { } items) parts.Add(_arena.ItemsFrom(prefix, Fold(items, scope)));
        if (node.Contains is { } contains) parts.Add(_arena.Contains(0, Fold(contains, scope), node.MinContains ?? 1, node.MaxContains ?? FormulaArena.Unbounded));
        if (node.MinItems is not null || node.MaxItems is not null) parts.Add(_arena.ItemCount(node.MinItems ?? 0, node.MaxItems ?? FormulaArena.Unbounded));
        if (node.UniqueItems) parts.Add(_arena.UniqueItems());
    }

    private void AddObjects(SchemaNode node, int scope, List<Formula> parts)
    {
        foreach (var (name, child) in node.Properties ?? []) parts.Add(_arena.Member(name, Fold(child, scope)));
        foreach (var (expression, child) in node.PatternProperties ?? [])
            if (Search(expression) is { } names) parts.Add(_arena.Members(names, Fold(child, scope)));
        if (node.AdditionalProperties is { } additional && AdditionalNames(node) is { } others) parts.Add(_arena.Members(others, Fold(additional, scope)));
        if (node.PropertyNames is { } form) parts.Add(_arena.NamesBetween(_scalars.StringsOf(Fold(form, scope)), _scalars.PossibleStringsOf(Fold(form, scope))));
        foreach (var name in node.Required ?? []) parts.Add(HasIfObject(name));
        foreach (var (name, needed) in node.DependentRequired ?? [])
            parts.AddRange(needed.Select(other => Implies(_arena.Has(name), _arena.Has(other))));
        if (node.MinProperties is not null || node.MaxProperties is not null)
            parts.Add(_arena.MemberCount(node.MinProperties ?? 0, node.MaxProperties ?? FormulaArena.Unbounded));
    }

    private Formula HasIfObject(string name) => _arena.Or(_arena.Types(ValueKinds.All & ~ValueKinds.Object), _arena.Has(name));

    /// <summary>The names that neither <c>properties</c> nor <c>patternProperties</c> of the same schema cover; null where a pattern is left to the validator.</summary>
    private Pattern? AdditionalNames(SchemaNode node)
    {
        var covered = CoveredNames(node);
        if (covered is null) return null;
        var others = _arena.Patterns.Not(covered);
        if (node.PatternProperties is not { Count: > 0 }) _exceptions[others] = [.. (node.Properties ?? []).Select(property => property.Key)];
        return others;
    }

    /// <summary>The names that a language leaves out, where it is known to hold all others; otherwise null.</summary>
    public HashSet<string>? Exceptions(Pattern names) => _exceptions.GetValueOrDefault(names);

    /// <summary>Whether a name is in a language.</summary>
    public bool NamesContain(Pattern names, string name)
        => _exceptions.TryGetValue(names, out var exceptions) ? !exceptions.Contains(name) : _arena.Patterns.Contains(names, name);

    /// <summary>The names that <c>properties</c> and <c>patternProperties</c> cover.</summary>
    public Pattern? CoveredNames(SchemaNode node)
    {
        var covered = new List<Pattern>();
        if (node.Properties is { Count: > 0 } properties) covered.Add(_arena.Patterns.Literals([.. properties.Select(property => property.Key)]));
        foreach (var (expression, _) in node.PatternProperties ?? [])
        {
            if (Search(expression) is not { } names) return null;
            covered.Add(names);
        }

        return _arena.Patterns.Or([.. covered]);
    }
}
