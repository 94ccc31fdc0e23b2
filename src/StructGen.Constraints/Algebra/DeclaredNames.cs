using System.Text.Json;
using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Algebra;

/// <summary>The member names that a formula's subschemas declare, in the order in which they are to be written.</summary>
/// <remarks>
/// In document order, of names as of the keywords that hold them: where <c>allOf</c> or <c>$ref</c> stands before <c>properties</c>, so do its names. Branches of <c>anyOf</c>
/// and <c>oneOf</c> come after those of the schema around them, conditions (<c>if</c>, <c>not</c>, dependencies), which refine what others declare, after all, and
/// names that only <c>required</c> mentions last. In an alternative the names of the branches of <c>anyOf</c> and <c>oneOf</c> that hold come before those of other branches.
/// </remarks>
internal sealed class DeclaredNames(FormulaBuilder builder)
{
    private readonly Dictionary<Formula, string[]> _known = [];

    public string[] Of(Formula formula)
    {
        if (_known.TryGetValue(formula, out var known)) return known;
        var walk = new Walk(builder, null);
        walk.Visit(formula);
        return _known[formula] = walk.Finish();
    }

    /// <summary>The names in an alternative for the formula.</summary>
    public string[] Of(Formula formula, ObjectCube cube)
    {
        var all = Of(formula);
        if (cube.Holds.Count == 0) return all;
        var walk = new Walk(builder, cube.Holds);
        walk.Visit(formula);

        // What only other branches declare is any other name here, and may be written in any order.
        return walk.Finish(builder.Options.Order == PropertyOrder.Any ? all
            : all.Where(name => cube.Named.ContainsKey(name) || cube.Avoid.Any(avoid => avoid.Named.ContainsKey(name))));
    }

    private sealed class Walk(FormulaBuilder builder, IReadOnlyList<Formula>? holds)
    {
        private readonly List<string> _declared = [];
        private readonly List<string> _required = [];
        private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
        private readonly HashSet<(SchemaNode, int)> _visited = [];
        private readonly Queue<(SchemaNode Node, int Scope)> _conditions = [];

        public string[] Finish()
        {
            VisitConditions();
            foreach (var name in _required)
                if (_seen.Add(name)) _declared.Add(name);
            return [.. _declared];
        }

        public string[] Finish(IEnumerable<string> all)
        {
            VisitConditions();
            foreach (var name in all) Declare(name);
            return [.. _declared];
        }

        public void Visit(Formula formula)
        {
            if (DeepStack.IsShort)
            {
                DeepStack.Continue(static at => at.Self.Visit(at.Formula), (Self: this, Formula: formula), builder.Place);
                return;
            }

            switch (formula.Kind)
            {
                case FormulaKind.Node: Visit(formula.Node, (int)formula.A); break;
                case FormulaKind.Or when holds is not null:
                    foreach (var operand in formula.Operands)
                        if (holds.Contains(operand)) Visit(operand);
                    break;
                case FormulaKind.Not when holds is not null: break;
                case FormulaKind.And or FormulaKind.Or or FormulaKind.Not:
                    foreach (var operand in formula.Operands) Visit(operand);
                    break;
                case FormulaKind.Members when formula.Payload is string name: _required.Add(name); break;
            }
        }

        private void Visit(SchemaNode node, int scope)
        {
            scope = builder.Scopes.Enter(scope, node.Resource);
            if (!_visited.Add((node, scope))) return;
            if (DeepStack.IsShort) DeepStack.Continue(static at => at.Self.VisitNew(at.Node, at.Scope), (Self: this, Node: node, Scope: scope), node.Place);
            else VisitNew(node, scope);
        }

        private void VisitNew(SchemaNode node, int scope)
        {
            foreach (var keyword in node.NamingKeywords) Visit(node, scope, keyword);
            foreach (var branch in (node.AnyOf ?? []).Concat(node.OneOf ?? []))
                if (holds is null || holds.Contains(builder.Fold(branch, scope))) Visit(branch, scope);
            _conditions.Enqueue((node, scope));
        }

        private void VisitConditions()
        {
            while (_conditions.TryDequeue(out var around))
            {
                var (node, scope) = around;
                foreach (var branch in new[] { node.If, node.Then, node.Else, node.Not })
                    if (branch is not null) Visit(branch, scope);
                foreach (var (name, dependent) in node.DependentSchemas ?? [])
                {
                    _required.Add(name);
                    Visit(dependent, scope);
                }

                foreach (var (name, needed) in node.DependentRequired ?? [])
                {
                    _required.Add(name);
                    _required.AddRange(needed);
                }
            }
        }

        private void Visit(SchemaNode node, int scope, string keyword)
        {
            switch (keyword)
            {
                case "$ref" or "$dynamicRef" or "$recursiveRef":
                    foreach (var (target, _) in builder.References(node, scope)) Visit(target, scope);
                    break;
                case "properties":
                    foreach (var (name, _) in node.Properties ?? []) Declare(name);
                    break;
                case "const" when node.Const is { } value: Declare(value); break;
                case "enum":
                    foreach (var option in node.Enum ?? []) Declare(option);
                    break;
                case "allOf":
                    foreach (var branch in node.AllOf ?? []) Visit(branch, scope);
                    break;
                case "required": _required.AddRange(node.Required ?? []); break;
            }
        }

        private void Declare(JsonElement value)
        {
            if (value.ValueKind != JsonValueKind.Object) return;
            foreach (var member in value.EnumerateObject()) Declare(member.Name);
        }

        private void Declare(string name)
        {
            if (_seen.Add(name)) _declared.Add(name);
        }
    }
}
