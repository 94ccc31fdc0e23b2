using StructGen.Constraints.Patterns;
using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Algebra;

/// <summary>Turns <c>unevaluatedProperties</c> and <c>unevaluatedItems</c> into ordinary statements by splitting over which in-place applicators hold.</summary>
/// <remarks>
/// Example: <c>{"anyOf": [{"properties": {"a": S}}, {"properties": {"b": T}}], "unevaluatedProperties": false}</c> has three cases: the first
/// branch alone holds (every name but <c>a</c> is forbidden), the second alone (every name but <c>b</c>), both (every name but those two). In
/// each case the evaluated names are a known language. A branch that evaluates nothing is not split over.
/// </remarks>
internal sealed class EvaluationSplitter(FormulaBuilder builder)
{
    private readonly HashSet<(SchemaNode, int)> _open = [];

    /// <summary>One way in which the applicators can hold, and what is evaluated then.</summary>
    /// <param name="Formula">What must be true of the value in this case.</param>
    /// <param name="Names">Evaluated member names.</param>
    /// <param name="Prefix">Number of leading items that are evaluated; unbounded when all are.</param>
    /// <param name="Contains">Items that satisfy this are evaluated too.</param>
    private sealed record Case(Formula Formula, Pattern Names, long Prefix, Formula Contains);

    private FormulaArena Arena => builder.Arena;

    private PatternArena Patterns => builder.Arena.Patterns;

    /// <summary>The in-place applicators of a node together with its <c>unevaluated*</c> keywords.</summary>
    public Formula Split(SchemaNode node, int scope)
    {
        var start = new Case(Arena.True, OwnNames(node), OwnPrefix(node), OwnContains(node, scope));
        var cases = Applicators(node, scope, [start]);
        return Arena.Or([.. cases.Select(one => Arena.And(one.Formula, Unevaluated(node, scope, one)))]);
    }

    private Formula Unevaluated(SchemaNode node, int scope, Case one)
    {
        var members = node.UnevaluatedProperties is { } properties
            ? Arena.Members(Patterns.Not(one.Names), builder.Fold(properties, scope))
            : Arena.True;
        var items = node.UnevaluatedItems is { } rest && one.Prefix != FormulaArena.Unbounded
            ? Arena.ItemsFrom(one.Prefix, Arena.Or(one.Contains, builder.Fold(rest, scope)))
            : Arena.True;
        return Arena.And(members, items);
    }

    /// <summary>The cases of a subschema that holds, its own keywords not repeated in the formula where the caller has them already.</summary>
    private List<Case> CasesOf(SchemaNode node, int scope)
    {
        scope = builder.Scopes.Enter(scope, node.Resource);
        if (node.Boolean is bool value) return value ? [Nothing] : [];
        if (DeepStack.IsShort) return DeepStack.Continue(static at => at.Self.CasesOf(at.Node, at.Scope), (Self: this, Node: node, Scope: scope), node.Place);
        if (!_open.Add((node, scope))) return [Nothing with { Formula = builder.Fold(node, scope) }];
        try
        {
            var start = new Case(builder.OwnKeywords(node, scope), OwnNames(node), OwnPrefix(node), OwnContains(node, scope));
            var cases = Applicators(node, scope, [start]);
            if (node.UnevaluatedProperties is null && node.UnevaluatedItems is null) return cases;
            return [.. cases.Select(one => one with
            {
                Formula = Arena.And(one.Formula, Unevaluated(node, scope, one)),
                Names = node.UnevaluatedProperties is null ? one.Names : Patterns.Anything,
                Prefix = node.UnevaluatedItems is null ? one.Prefix : FormulaArena.Unbounded,
            })];
        }
        finally
        {
            _open.Remove((node, scope));
        }
    }

    private Case Nothing => new(Arena.True, Patterns.Nothing, 0, Arena.False);

    private Pattern OwnNames(SchemaNode node)
        => node.AdditionalProperties is not null ? Patterns.Anything : builder.CoveredNames(node) ?? Patterns.Anything;

    private static long OwnPrefix(SchemaNode node)
        => node.Items is not null ? FormulaArena.Unbounded : node.PrefixItems?.Count ?? 0;

    private Formula OwnContains(SchemaNode node, int scope)
        => node.Contains is { } contains && node.Draft >= SchemaDraft.Draft202012 ? builder.Fold(contains, scope) : Arena.False;

    private List<Case> Applicators(SchemaNode node, int scope, List<Case> cases)
    {
        foreach (var (target, _) in builder.References(node, scope)) cases = Product(cases, CasesOf(target, scope));
        foreach (var branch in node.AllOf ?? []) cases = Product(cases, CasesOf(branch, scope));
        if (node.AnyOf is { } any) cases = Product(cases, AnyOf(any, scope));
        if (node.OneOf is { } one) cases = Product(cases, OneOf(one, scope));
        if (node.Not is { } not) cases = Product(cases, [Nothing with { Formula = Arena.Not(builder.Fold(not, scope)) }]);
        if (node.If is { } condition)
        {
            var yes = node.Then is { } then ? Product(CasesOf(condition, scope), CasesOf(then, scope)) : CasesOf(condition, scope);
            var no = node.Else is { } otherwise ? CasesOf(otherwise, scope) : [Nothing];
            var fails = Nothing with { Formula = Arena.Not(builder.Fold(condition, scope)) };
            cases = Product(cases, [.. yes, .. Product([fails], no)]);
        }

        foreach (var (name, dependent) in node.DependentSchemas ?? [])
        {
            var present = Product([Nothing with { Formula = Arena.Has(name) }], CasesOf(dependent, scope));
            cases = Product(cases, [Nothing with { Formula = builder.Absent(name) }, .. present]);
        }

        return cases;
    }

    /// <summary>Branches that evaluate nothing stay one disjunction; each other one holds or not.</summary>
    private List<Case> AnyOf(IReadOnlyList<SchemaNode> branches, int scope)
    {
        var all = branches.Select(branch => (Formula: builder.Fold(branch, scope), Cases: CasesOf(branch, scope))).ToList();
        var holds = new List<Case> { Nothing };
        foreach (var (formula, cases) in all)
        {
            if (cases.TrueForAll(EvaluatesNothing)) continue;
            holds = Product(holds, [.. cases, Nothing with { Formula = Arena.Not(formula) }]);
        }

        var some = Arena.Or([.. all.Select(branch => branch.Formula)]);
        return [.. holds.Select(one => one with { Formula = Arena.And(one.Formula, some) })];
    }

    private List<Case> OneOf(IReadOnlyList<SchemaNode> branches, int scope)
    {
        var formulas = branches.Select(branch => builder.Fold(branch, scope)).ToArray();
        var result = new List<Case>();
        for (var i = 0; i < branches.Count; i++)
        {
            var others = Arena.And([.. formulas.Where((_, j) => j != i).Select(Arena.Not)]);
            result.AddRange(CasesOf(branches[i], scope).Select(one => one with { Formula = Arena.And(one.Formula, others) }));
        }

        return result;
    }

    private bool EvaluatesNothing(Case one) => ReferenceEquals(one.Names, Patterns.Nothing) && one.Prefix == 0 && one.Contains == Arena.False;

    private List<Case> Product(List<Case> left, List<Case> right)
    {
        if ((long)left.Count * right.Count > builder.Options.Limits.Alternatives)
            throw new ConstraintLimitException([new ConstraintError("", "unevaluatedProperties", $"The in-place applicators beside an unevaluated keyword split into more than {builder.Options.Limits.Alternatives} cases (limit Alternatives); use fewer branches.")]);
        var result = new List<Case>();
        foreach (var a in left)
        {
            foreach (var b in right)
            {
                var formula = Arena.And(a.Formula, b.Formula);
                if (formula == Arena.False) continue;
                result.Add(new Case(formula, Patterns.Or(a.Names, b.Names), Math.Max(a.Prefix, b.Prefix), Arena.Or(a.Contains, b.Contains)));
            }
        }

        return result;
    }
}
