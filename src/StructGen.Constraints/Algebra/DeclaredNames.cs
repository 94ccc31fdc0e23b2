using System.Text.Json;
using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Algebra;

/// <summary>The member names that a formula's subschemas declare, in the order in which they are to be written.</summary>
/// <remarks>A referenced schema's names come before those of the schema that refers to it, then <c>properties</c>, then in-place applicators in document order; names that only <c>required</c> mentions come last.</remarks>
internal sealed class DeclaredNames(FormulaBuilder builder)
{
    private readonly Dictionary<Formula, string[]> _known = [];

    public string[] Of(Formula formula)
    {
        if (_known.TryGetValue(formula, out var known)) return known;
        var walk = new Walk(builder);
        walk.Visit(formula);
        return _known[formula] = walk.Finish();
    }

    private sealed class Walk(FormulaBuilder builder)
    {
        private readonly List<string> _declared = [];
        private readonly List<string> _required = [];
        private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
        private readonly HashSet<(SchemaNode, int)> _visited = [];

        public string[] Finish()
        {
            foreach (var name in _required)
                if (_seen.Add(name)) _declared.Add(name);
            return [.. _declared];
        }

        public void Visit(Formula formula)
        {
            switch (formula.Kind)
            {
                case FormulaKind.Node: Visit(formula.Node, (int)formula.A); break;
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
            foreach (var (target, _) in builder.References(node, scope)) Visit(target, scope);
            foreach (var (name, _) in node.Properties ?? []) Declare(name);
            if (node.Const is { } value) Declare(value);
            foreach (var option in node.Enum ?? []) Declare(option);
            foreach (var list in new[] { node.AllOf, node.AnyOf, node.OneOf })
                foreach (var branch in list ?? []) Visit(branch, scope);
            foreach (var branch in new[] { node.If, node.Then, node.Else, node.Not })
                if (branch is not null) Visit(branch, scope);
            foreach (var (name, dependent) in node.DependentSchemas ?? [])
            {
                _required.Add(name);
                Visit(dependent, scope);
            }

            _required.AddRange(node.Required ?? []);
            foreach (var (name, needed) in node.DependentRequired ?? [])
            {
                _required.Add(name);
                _required.AddRange(needed);
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
