using System.Text.Json;
using StructGen.Constraints.Algebra;
using StructGen.Constraints.Automata;
using StructGen.Constraints.Numbers;
using StructGen.Constraints.Patterns;
using StructGen.Constraints.Schemas;

namespace StructGen.Constraints;

/// <summary>Turns JSON Schemas into constraints for one vocabulary. Thread-safe; keep one per model.</summary>
/// <param name="vocabulary">The tokens that masks will speak of.</param>
public sealed class ConstraintCompiler(Vocabulary vocabulary)
{
    /// <summary>The vocabulary of the constraints.</summary>
    public Vocabulary Vocabulary { get; } = vocabulary;

    /// <summary>Compiles a JSON Schema (drafts 4 to 2020-12; <c>$schema</c> decides, 2020-12 by default).</summary>
    /// <param name="schema">An object or a boolean. References stay within the document; nothing is fetched.</param>
    /// <param name="options">What to compile for; <see cref="ConstraintOptions.Default"/> where null.</param>
    /// <exception cref="InvalidSchemaException">The schema is no schema.</exception>
    /// <exception cref="UnsupportedKeywordException">A keyword cannot be enforced, and the options are not lenient.</exception>
    /// <exception cref="UnsatisfiableSchemaException">No instance satisfies the schema.</exception>
    /// <exception cref="ConstraintLimitException">A bound of the options' limits is passed.</exception>
    public CompiledConstraint Compile(JsonElement schema, ConstraintOptions? options = null)
    {
        options ??= ConstraintOptions.Default;
        if (options.Surface == ConstraintSurface.Yaml || options.Whitespace == WhitespaceStyle.Pretty)
            throw new UnsupportedKeywordException([new ConstraintError("", "", "YAML and pretty-printed JSON are not written under a constraint yet; use compact JSON.")]);
        try
        {
            var graph = SchemaReader.Read(schema, new SchemaReaderOptions { Limits = options.Limits, Documents = options.Documents });
            var patterns = new PatternArena(options.Limits);
            var numbers = new NumberArena(options.Limits);
            var builder = new FormulaBuilder(new FormulaArena(patterns, numbers), options);
            var report = new ReportWriter(builder).Write(graph);
            var strings = new StringAutomaton(patterns, options.Limits);
            var automaton = new NumberAutomaton(numbers);
            var finishing = new Finishing(builder, strings, automaton);
            var machine = new SchemaMachine(builder, strings, automaton, finishing, builder.Fold(graph.Root, 0));
            if (machine.Start == 0) throw new UnsatisfiableSchemaException([Contradiction(finishing, builder, graph)]);
            return new CompiledConstraint(machine, Vocabulary, report, options.Limits);
        }
        catch (InsufficientExecutionStackException)
        {
            throw new ConstraintLimitException([new ConstraintError("", "", "The schema nests too deeply to be compiled on this thread's stack; flatten it.")]);
        }
    }

    /// <summary>The smallest subschema that the contradiction can be blamed on: the deepest required part that nothing satisfies alone.</summary>
    private static ConstraintError Contradiction(Finishing finishing, FormulaBuilder builder, SchemaGraph graph)
    {
        var blamed = graph.Nodes.Where(node => node.Boolean is null && !finishing.IsSatisfiable(builder.Fold(node, 0))).MaxBy(node => node.Pointer.Length) ?? graph.Root;
        return new ConstraintError(blamed.Pointer, "", "no instance can satisfy this schema: its keywords contradict each other. Relax the bounds, the enum or the required members here.");
    }
}
