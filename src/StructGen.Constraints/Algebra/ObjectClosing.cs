using StructGen.Constraints.Patterns;
using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Algebra;

/// <summary>Closes objects that do not say whether they are open (<see cref="ConstraintOptions.CloseObjects"/>): other names than the declared ones are not written.</summary>
/// <remarks>
/// Example: <c>{"properties": {"a": S}, "anyOf": [{"properties": {"b": T}, "required": ["b"]}, {"required": ["c"]}]}</c> has an alternative with the names a and b and one
/// with a and c. It is the value's place that is closed, after all applicators there were brought together, so negation, <c>if</c> and <c>oneOf</c> mean what they mean and
/// what is written still satisfies the schema. Where no closed alternative can be finished, first the names of the branches that do not hold are taken in, then the object stays open.
/// </remarks>
internal sealed class ObjectClosing(FormulaBuilder builder)
{
    /// <summary>Among more branches the names of the others are not looked at.</summary>
    private const int MostBranches = 32;

    /// <summary>The alternatives, closed where that leaves something.</summary>
    /// <param name="formula">What the value must satisfy.</param>
    /// <param name="cubes">The alternatives for an object.</param>
    /// <param name="source">Gives the alternatives of branches.</param>
    /// <param name="canFinish">Whether an object of an alternative can be finished, all others being as the schema has them.</param>
    public (IReadOnlyList<ObjectCube> Cubes, bool IsLeftOpen) Close(Formula formula, IReadOnlyList<ObjectCube> cubes, ObjectCubes source, Func<ObjectCube, bool> canFinish)
    {
        if (cubes.Count == 0) return (cubes, false);
        var byBranch = cubes.Select(cube => Narrow(formula, cube, cube.Holds, source)).ToList();
        if (!byBranch.Where((closed, index) => !ReferenceEquals(closed, cubes[index])).Any()) return (cubes, false);

        // What needs only its required members is not made impossible by closing: they stay.
        if (byBranch.TrueForAll(closed => closed is not null && NeedsNoOthers(closed)) || byBranch.OfType<ObjectCube>().Any(canFinish)) return ([.. byBranch.OfType<ObjectCube>()], false);
        var byAll = cubes.Select(cube => Narrow(formula, cube, [], source)).OfType<ObjectCube>().ToList();
        if (byAll.Exists(cube => canFinish(cube))) return (byAll, false);
        return (cubes, cubes.Any(canFinish));
    }

    private static bool NeedsNoOthers(ObjectCube cube)
        => cube.Some.Count == 0 && cube.Avoid.Count == 0 && cube.Min <= cube.Named.Count(member => member.Value.Presence == Presence.Required);

    /// <summary>The alternative without other names; itself where it says what becomes of them or declares none, null where nothing is left.</summary>
    private ObjectCube? Narrow(Formula formula, ObjectCube cube, IReadOnlyList<Formula> holds, ObjectCubes source)
    {
        var walk = new Walk(builder, holds);
        walk.Visit(formula);
        if (walk.Says || !walk.Declares || walk.Languages is not { } languages) return cube;
        var names = walk.Names;
        foreach (var (name, rule) in cube.Named)
            if (rule.Presence == Presence.Required) names.Add(name);
        var extras = Siblings(cube, walk, source);
        var others = builder.NamesBeside([.. names.Union(extras.Keys, StringComparer.Ordinal)], languages);
        var closed = ObjectCube.Merge(builder, cube, new ObjectCube { All = [new NameRule(others, builder.Arena.False)], Named = extras });
        return closed is null ? null : ObjectCube.Propagate(builder, closed);
    }

    /// <summary>
    /// The names that other branches of an <c>anyOf</c> declare, where they can hold beside this alternative, with what those say of them: of "a, or b, at least one" each
    /// alternative takes both.
    /// </summary>
    private Dictionary<string, MemberRule> Siblings(ObjectCube cube, Walk walk, ObjectCubes source)
    {
        var found = new Dictionary<string, List<Formula>>(StringComparer.Ordinal);
        foreach (var (branch, scope) in walk.OtherBranches.Take(MostBranches))
        {
            var own = new Walk(builder, []);
            var folded = builder.Fold(branch, scope);
            own.Visit(folded);
            foreach (var other in source.Cubes(folded).Take(MostBranches))
            {
                if (ObjectCube.Merge(builder, cube, other) is not { } both || ObjectCube.Propagate(builder, both) is null) continue;
                foreach (var name in own.Names.Where(name => !walk.Names.Contains(name)))
                {
                    var rule = other.Named.GetValueOrDefault(name);
                    if (rule?.Presence == Presence.Forbidden) continue;
                    if (!found.TryGetValue(name, out var formulas)) found[name] = formulas = [];
                    formulas.Add(rule?.Formula ?? builder.Arena.True);
                }
            }
        }

        return found.ToDictionary(one => one.Key, one => new MemberRule(Presence.Optional, builder.Arena.Or([.. one.Value])), StringComparer.Ordinal);
    }

    /// <summary>What the subschemas at a value's place say of its members' names, as far as they hold.</summary>
    /// <param name="builder">Folds branches.</param>
    /// <param name="holds">Branches of <c>anyOf</c> and <c>oneOf</c> that hold; where one of its branches is among them, an applicator's other branches are left out.</param>
    private sealed class Walk(FormulaBuilder builder, IReadOnlyList<Formula> holds)
    {
        private readonly HashSet<(SchemaNode, int)> _visited = [];
        private readonly List<Pattern> _languages = [];
        private bool _isUnknown;
        private bool _isNegated;

        /// <summary>Whether <c>additionalProperties</c> or <c>unevaluatedProperties</c> is said.</summary>
        public bool Says { get; private set; }

        /// <summary>Whether <c>properties</c> names a member.</summary>
        public bool Declares { get; private set; }

        /// <summary>Every name that is spoken of.</summary>
        public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

        /// <summary>The languages of <c>patternProperties</c>; null where one cannot be told.</summary>
        public List<Pattern>? Languages => _isUnknown ? null : _languages;

        /// <summary>Branches of an <c>anyOf</c> that were left out.</summary>
        public List<(SchemaNode Branch, int Scope)> OtherBranches { get; } = [];

        public void Visit(Formula formula)
        {
            if (DeepStack.IsShort)
            {
                DeepStack.Continue(static at => at.Self.Visit(at.Formula), (Self: this, Formula: formula), builder.Place);
                return;
            }

            switch (formula.Kind)
            {
                case FormulaKind.Node:
                    Visit(formula.Node, (int)formula.A, isQuestion: false);
                    break;
                case FormulaKind.Or when holds.Count > 0 && formula.Operands.Any(holds.Contains):
                    foreach (var operand in formula.Operands)
                        if (holds.Contains(operand)) Visit(operand);
                    break;
                case FormulaKind.Not when holds.Count > 0 && formula.Operand.Kind != FormulaKind.Members:
                    break;
                case FormulaKind.Not:
                    var outer = _isNegated;
                    _isNegated = true;
                    Visit(formula.Operand);
                    _isNegated = outer;
                    break;
                case FormulaKind.And or FormulaKind.Or:
                    foreach (var operand in formula.Operands) Visit(operand);
                    break;
                case FormulaKind.Members when formula.Payload is string name:
                    Names.Add(name);
                    break;
            }
        }

        private void Visit(SchemaNode node, int scope, bool isQuestion)
        {
            if (DeepStack.IsShort)
            {
                DeepStack.Continue(static at => at.Self.Visit(at.Node, at.Scope, at.IsQuestion), (Self: this, Node: node, Scope: scope, IsQuestion: isQuestion), node.Place);
                return;
            }

            scope = builder.Scopes.Enter(scope, node.Resource);
            if (!_visited.Add((node, scope))) return;
            builder.Arena.Patterns.Work.Step();
            Says |= !isQuestion && !_isNegated && (node.AdditionalProperties ?? node.UnevaluatedProperties) is not null;
            TakeNames(node);
            foreach (var (target, _) in builder.References(node, scope)) Visit(target, scope, isQuestion);
            foreach (var branch in node.AllOf ?? []) Visit(branch, scope, isQuestion);
            VisitBranches(node.AnyOf ?? [], scope, isQuestion, OtherBranches);
            VisitBranches(node.OneOf ?? [], scope, isQuestion, null);
            if (node.If is { } condition) Visit(condition, scope, isQuestion: true);
            if (node.Then is { } then) Visit(then, scope, isQuestion);
            if (node.Else is { } otherwise) Visit(otherwise, scope, isQuestion);
            if (node.Not is { } not && holds.Count == 0) VisitNegated(not, scope);
            foreach (var (_, dependent) in node.DependentSchemas ?? []) Visit(dependent, scope, isQuestion);
        }

        private void VisitNegated(SchemaNode node, int scope)
        {
            var outer = _isNegated;
            _isNegated = true;
            Visit(node, scope, isQuestion: true);
            _isNegated = outer;
        }

        private void VisitBranches(IReadOnlyList<SchemaNode> branches, int scope, bool isQuestion, List<(SchemaNode, int)>? others)
        {
            var held = holds.Count == 0 ? [] : branches.Where(branch => holds.Contains(builder.Fold(branch, scope))).ToList();
            foreach (var branch in held.Count > 0 ? held : branches) Visit(branch, scope, isQuestion);
            if (held.Count > 0) others?.AddRange(branches.Except(held).Select(branch => (branch, scope)));
        }

        private void TakeNames(SchemaNode node)
        {
            Declares |= !_isNegated && node.Properties is { Count: > 0 };
            foreach (var (name, _) in node.Properties ?? []) Names.Add(name);
            Names.UnionWith(node.Required ?? []);
            foreach (var (name, needed) in node.DependentRequired ?? []) Names.UnionWith(needed.Append(name));
            foreach (var (name, _) in node.DependentSchemas ?? []) Names.Add(name);
            foreach (var (expression, _) in node.PatternProperties ?? [])
            {
                if (builder.Search(expression) is { } names) _languages.Add(names);
                else _isUnknown = true;
            }

            foreach (var value in (node.Enum ?? []).Concat(node.Const is { } constant ? [constant] : []))
            {
                if (value.ValueKind != System.Text.Json.JsonValueKind.Object) continue;
                foreach (var member in value.EnumerateObject()) Names.Add(member.Name);
            }
        }
    }
}
