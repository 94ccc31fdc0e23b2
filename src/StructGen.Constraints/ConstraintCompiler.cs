using System.Text.Json;
using StructGen.Constraints.Algebra;
using StructGen.Constraints.Automata;
using StructGen.Constraints.Layouts;
using StructGen.Constraints.Numbers;
using StructGen.Constraints.Patterns;
using StructGen.Constraints.Patterns.Ecma;
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
    /// <param name="cancellation">Stops the compilation.</param>
    /// <exception cref="InvalidSchemaException">The schema is no schema.</exception>
    /// <exception cref="UnsupportedKeywordException">A keyword cannot be enforced, and the options are not lenient.</exception>
    /// <exception cref="UnsatisfiableSchemaException">No instance satisfies the schema.</exception>
    /// <exception cref="ConstraintLimitException">A bound of the options' limits is passed.</exception>
    /// <exception cref="OperationCanceledException">The caller has given up.</exception>
    public CompiledConstraint Compile(JsonElement schema, ConstraintOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= ConstraintOptions.Default;
        return WithinStack(() =>
        {
            var graph = SchemaReader.Read(schema, new SchemaReaderOptions { Limits = options.Limits, Documents = options.Documents });
            var builder = NewBuilder(options, cancellation);
            var report = new ReportWriter(builder).Write(graph);
            return new CompiledConstraint(Vocabulary, report, Explore(graph, builder), () => Again(options), options.Order == PropertyOrder.Any ? null : () => Again(options with { OrdersClosedSets = true }));

            Exploration Again(ConstraintOptions how) => WithinStack(() => Explore(graph, NewBuilder(how, default)));
        });
    }

    /// <summary>Compiles a regular expression: the whole answer, as plain text, is a string in which it is found (anchor it with <c>^…$</c>).</summary>
    /// <param name="expression">ECMA-262, as JSON Schema's <c>pattern</c>.</param>
    /// <param name="limits">Bounds; the defaults where null.</param>
    /// <exception cref="InvalidSchemaException">It is no regular expression.</exception>
    /// <exception cref="UnsupportedKeywordException">It uses a construct that no automaton can express, such as a back-reference.</exception>
    /// <exception cref="UnsatisfiableSchemaException">It matches nothing.</exception>
    public CompiledConstraint CompileRegex(string expression, ConstraintLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return CompileText("pattern", limits ?? ConstraintLimits.Default, patterns =>
        {
            try
            {
                return patterns.Search(expression);
            }
            catch (PatternException exception)
            {
                ConstraintError[] errors = [new ConstraintError("", "pattern", exception.Message)];
                throw exception.IsSyntaxError ? new InvalidSchemaException(errors) : new UnsupportedKeywordException(errors);
            }
        }, DialectSigns.Warning(expression));
    }

    /// <summary>Reads a regular expression alone, before it becomes part of another: in <c>^(?:…)$</c> the text <c>a)|(?:b</c> would be one.</summary>
    /// <param name="expression">ECMA-262, as JSON Schema's <c>pattern</c>.</param>
    /// <param name="limits">Bounds; the defaults where null.</param>
    /// <exception cref="InvalidSchemaException">It is no regular expression.</exception>
    public static void CheckRegex(string expression, ConstraintLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(expression);
        try
        {
            EcmaParser.Parse(expression, (limits ?? ConstraintLimits.Default).PatternNodes);
        }
        catch (PatternException exception) when (exception.IsSyntaxError)
        {
            throw new InvalidSchemaException([new ConstraintError("", "pattern", exception.Message)]);
        }
        catch (PatternException)
        {
            // What cannot be enforced is refused where it is compiled, with its place.
        }
    }

    /// <summary>Compiles a choice: the whole answer, as plain text, is one of the strings.</summary>
    /// <param name="choices">The strings, at least one.</param>
    /// <param name="limits">Bounds; the defaults where null.</param>
    /// <exception cref="UnsatisfiableSchemaException">There is no string to choose.</exception>
    public CompiledConstraint CompileChoice(IReadOnlyCollection<string> choices, ConstraintLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(choices);
        string[] kept = [.. choices];
        return CompileText("enum", limits ?? ConstraintLimits.Default, patterns => patterns.Literals(kept));
    }

    private static FormulaBuilder NewBuilder(ConstraintOptions options, CancellationToken cancellation)
    {
        var patterns = new PatternArena(options.Limits);
        patterns.Work.Begin(cancellation);
        return new FormulaBuilder(new FormulaArena(patterns, new NumberArena(options.Limits)), options);
    }

    private Exploration Explore(SchemaGraph graph, FormulaBuilder builder)
    {
        var (patterns, options) = (builder.Arena.Patterns, builder.Options);
        var strings = new StringAutomaton(patterns, options.Limits);
        var numbers = new NumberAutomaton(builder.Arena.NumberSets);
        var finishing = new Finishing(builder, numbers, LayoutOf(options), options.Surface == ConstraintSurface.Yaml ? new YamlForms(patterns, options.Limits, strings) : new JsonForms(strings));
        var machine = new SchemaMachine(builder, strings, numbers, finishing, builder.Fold(graph.Root, 0));
        if (machine.Start == 0)
        {
            if (builder.Arena.IsApproximate && !options.WritesPossible) RefuseWhatIsNotWritten(graph, options);
            throw new UnsatisfiableSchemaException([Contradiction(finishing, builder, graph)]);
        }

        return new Exploration(machine, Vocabulary, patterns.Work, options.Limits);
    }

    /// <summary>A schema that only host names satisfy which are not written is not contradictory.</summary>
    private void RefuseWhatIsNotWritten(SchemaGraph graph, ConstraintOptions options)
    {
        try
        {
            Explore(graph, NewBuilder(options with { WritesPossible = true }, default));
        }
        catch (UnsatisfiableSchemaException)
        {
            return;
        }

        var format = graph.Nodes.First(node => node.Format is { } name && Formats.FormatPatterns.IsApproximate(name));
        throw new UnsupportedKeywordException([new ConstraintError(format.Place, "format",
            $"only names satisfy this schema that masks do not write, such as host names with A-labels (xn--…). {Formats.FormatPatterns.WhatIsNotWritten(format.Format!)}")]);
    }

    private static T WithinStack<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (InsufficientExecutionStackException)
        {
            throw new ConstraintLimitException([new ConstraintError("", "", "The schema nests too deeply to be compiled on this thread's stack; flatten it.")]);
        }
    }

    private static Layout LayoutOf(ConstraintOptions options)
        => options.Surface == ConstraintSurface.Yaml ? new YamlLayout() : options.Whitespace == WhitespaceStyle.Pretty ? new PrettyLayout() : new CompactLayout();

    private CompiledConstraint CompileText(string keyword, ConstraintLimits limits, Func<PatternArena, Pattern> read, string? warning = null)
    {
        return new CompiledConstraint(Vocabulary, new EnforcementReport([new EnforcementEntry("", keyword, Enforcement.Enforced) { Warning = warning }]), Explore(), Explore);

        Exploration Explore()
        {
            var patterns = new PatternArena(limits);
            var machine = new TextMachine(patterns, new StringAutomaton(patterns, limits, escaped: false), read(patterns));
            if (machine.Start == 0) throw new UnsatisfiableSchemaException([new ConstraintError("", keyword, "no text can satisfy this: it matches nothing.")]);
            return new Exploration(machine, Vocabulary, patterns.Work, limits);
        }
    }

    /// <summary>The smallest subschema that the contradiction can be blamed on: the deepest required part that nothing satisfies alone.</summary>
    private static ConstraintError Contradiction(Finishing finishing, FormulaBuilder builder, SchemaGraph graph)
    {
        var blamed = graph.Nodes.Where(node => node.Boolean is null && !finishing.IsSatisfiable(builder.Fold(node, 0))).MaxBy(node => node.Pointer.Length) ?? graph.Root;
        var foreign = graph.Nodes.Select(node => node.Pattern is { } pattern ? DialectSigns.Warning(pattern) : null).FirstOrDefault(warning => warning is not null);
        return new ConstraintError(blamed.Pointer, "",
            $"no instance can satisfy this schema: its keywords contradict each other. Relax the bounds, the enum or the required members here.{(foreign is null ? "" : " " + foreign)}");
    }
}
