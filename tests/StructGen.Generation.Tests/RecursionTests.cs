using System.Reflection;
using StructGen.Constraints;
using StructGen.TestKit.Architecture;

namespace StructGen.Generation.Tests;

/// <summary>No method of the engine or of generation calls itself, directly or through others, without a look at the stack that is left, unless it is said here why that cannot end the process.</summary>
public sealed class RecursionTests
{
    private static readonly HashSet<string> Guards =
        ["DeepStack.get_IsShort", "RuntimeHelpers.EnsureSufficientExecutionStack", "RuntimeHelpers.TryEnsureSufficientExecutionStack"];

    /// <summary>Cycles without a look at the stack: how one of their methods begins, and what bounds them.</summary>
    private static readonly Dictionary<string, string> Bounded = new()
    {
        ["FormulaArena.Flatten"] = "A connective's operands are flattened when it is made: one level.",
        ["PatternArena.Includes"] = "Its depth is a parameter that begins at 3.",
        ["PatternArena.IsMadeOf"] = "Its depth is a parameter that begins at 3.",
        ["EcmaParser.Disjunction"] = "Groups nest no deeper than EcmaParser.DepthLimit, 200.",
        ["EcmaTranslator.AsksAhead"] = "As deep as groups nest, 200.",
        ["EcmaTranslator.PatternOf"] = "As deep as groups nest, 200.",
        ["EcmaTranslator.IsEmptyMatch"] = "As deep as groups nest, 200.",
        ["EcmaTranslator.Translate"] = "As deep as groups nest, 200; what follows is asked through EcmaContinuation.In, which looks at the stack.",
        ["EcmaTranslator.Survey"] = "As deep as groups nest, 200.",
        ["EcmaNode.Equals"] = "As deep as groups nest, 200; nodes are compared by reference.",
        ["FormatPatterns.Find"] = "Formats made of formats: two levels.",
        ["NumberAutomaton.MinBytes"] = "From the start to the states behind the first byte: two levels.",
        ["ArrayCube.Merge"] = "What a cube avoids avoids nothing itself: one level.",
        ["ArrayResiduals.Cap"] = "What a cube avoids avoids nothing itself: one level.",
        ["GbnfNumbers.Rule"] = "Rules are written from a queue; the lambda is called later.",
        ["GbnfTexts.InQuotes"] = "Rules are written from a queue; the lambda is called later.",
        ["GbnfTexts.Plain"] = "Rules are written from a queue; the lambda is called later.",
        ["GbnfValues.Value"] = "Rules are written from a queue; the lambda is called later.",
        ["SchemaDocuments.DialectOf"] = "Metaschemas of metaschemas: eight levels.",
        ["YamlText.Value"] = "Items that are compared; they are parsed with a depth of 1,024 before.",
        ["LexemeExitGroup.get_Tails"] = "An origin has no origin of its own: one level.",
        ["LexemeExitGroup.Of"] = "An origin has no origin of its own: one level.",
        ["MaskBuilder.WalkRange"] = "No deeper than the bytes of the longest token.",
        ["ClosingWalk.WalkRange"] = "No deeper than the bytes of the longest token.",
        ["SchemaMachine.Cost"] = "White space stands before a thread that is none: two levels.",
        ["CubeBuilder`1.Union"] = "One overload calls the other.",
        ["PatternPrinter.Print"] = "For debuggers.",
        ["SchemaReferences.Collect"] = "Its depth is a parameter, at most 64.",
        ["ShapeMerger.Both"] = "No deeper than ShapeMerger.MaxDepth, 32.",
        ["ShapeReader.At"] = "No deeper than ShapeReader.MaxDepth, 100.",
        ["ShapeUnion.Collect"] = "Its depth is a parameter, at most 16.",
        ["ShapeWriter.WriteType"] = "No more than ShapeWriter.MaxOpen types are open, 128.",
        ["SpecReader.ReadNode"] = "No deeper than SpecReader.MaxDepth, 64.",
        ["SpecSchema.WriteNode"] = "Nodes nest no deeper than 64.",
        ["SpecWriter.WriteNode"] = "Nodes nest no deeper than 64.",
        ["KorTypeScript.Append"] = "Nodes nest no deeper than 64.",
        ["KorBullets.Lines"] = "Nodes nest no deeper than 64.",
        ["KorExamples.Visit"] = "Nodes nest no deeper than 64.",
        ["ShapeNodes.Convert"] = "No deeper than ShapeNodes.MaxDepth, 64.",
        ["SecondOpinionGate.Measure"] = "No deeper than SecondOpinionGate.MaxDepth, 48.",
        ["YamlNodeReader.ReadNode"] = "No deeper than AnswerParser.MaxDepth, 256.",
        ["ShapeViews.Flatten"] = "Its depth is a parameter, at most ShapeViews.MaxDepth.",
        ["AnswerPlaces.Add"] = "No deeper than AnswerParser.MaxDepth, 256, which YamlNodeReader keeps to.",
        ["CallArguments.Read"] = "A text inside a text: two levels.",
        ["CompileQueue.Dispatch"] = "What begins there runs on a thread of its own.",
        ["Finishing..ctor"] = "The lambda is called later, not while the object is made.",
        ["ScalarCoercion.Coerce"] = "From a literal to its type: one level.",
        ["ShapeCore.IsNullable"] = "Its depth is a parameter, at most 16.",
        ["ShapeCore.IsScalar"] = "Its depth is a parameter, at most 16.",
        ["ShapeCore.IsText"] = "Its depth is a parameter, at most 16.",
        ["AnswerCoercer.Coerce"] = "No deeper than twice AnswerParser.MaxDepth, 512.",
        ["EmptyAnswer.TryWrite"] = "Its depth is a parameter, at most 8.",
        ["TagValues.Generic"] = "Tags nest no deeper than AnswerParser.MaxDepth, 256.",
        ["TagValues.Value"] = "Tags nest no deeper than AnswerParser.MaxDepth, 256.",
        ["KorXmlReader.Write"] = "Tags nest no deeper than AnswerParser.MaxDepth, 256.",
        ["ToolJudge.IsCall"] = "A model's answer, no deeper than AnswerParser.MaxDepth, 256.",
        ["XmlEncoder.Check"] = "Its depth is a parameter, at most 64.",
        ["BulletDescriptor.Type"] = "Its depth is a parameter, at most 4.",
        ["BulletDescriptor.Groups"] = "Its depth is a parameter, at most 4.",
        ["BulletDescriptor.WriteLine"] = "Objects that are open are not entered again, and shapes are read no deeper than 100.",
        ["SchemaExampleWalker.Visit"] = "Its depth is a parameter, at most 32.",
        ["ArgumentTemplate.TextOf"] = "A list of scalars: one level.",
        ["ChatAnswerWriter.WriteAsync"] = "A chat client over a writer over a chat client, as often as the application wraps them.",
        ["Judgement`1.Equals"] = "Records that are equal if their parts are; no judgement holds one.",
    };

    [Fact]
    public void EveryRecursion_LooksAtTheStackOrIsBounded()
    {
        var graph = CallGraph.Read([typeof(ConstraintCompiler).Assembly, typeof(StructGenOptions).Assembly], Guards);
        Assert.True(graph.Count > 5_000);
        Assert.True(graph.Guarded().Count(name => !name.EndsWith(".PrintMembers", StringComparison.Ordinal)) >= 40);
        var unknown = graph.UnguardedCycles().Where(cycle => !cycle.All(IsPlumbing) && !cycle.Any(Bounded.ContainsKey)).Select(cycle => string.Join(" | ", cycle)).ToList();
        Assert.True(unknown.Count == 0, "Recursions without a look at the stack:\n" + string.Join('\n', unknown));
    }

    [Fact]
    public void EveryReason_IsForARecursionThatThereIs()
    {
        var cycles = CallGraph.Read([typeof(ConstraintCompiler).Assembly, typeof(StructGenOptions).Assembly], Guards).UnguardedCycles();
        Assert.DoesNotContain(Bounded.Keys, name => !cycles.Any(cycle => cycle.Contains(name)));
    }

    [Fact]
    public void CallGraph_RecursionOfItsOwn_IsSeen()
    {
        var cycles = CallGraph.Read([Assembly.GetExecutingAssembly()], Guards).UnguardedCycles();
        Assert.Contains(cycles, cycle => cycle.Contains("RecursionTests.Ping") && cycle.Contains("RecursionTests.Pong"));
        Assert.DoesNotContain(cycles, cycle => cycle.Contains("RecursionTests.Careful"));
    }

    private static int Ping(int depth) => depth == 0 ? 0 : Pong([depth]);

    private static int Pong(int[] depths) => depths.Sum(depth => Ping(depth - 1));

    private static int Careful(int depth) => DeepStack.IsShort ? depth : Careful(depth + 1);

    /// <summary>What the compiler writes for records, collection expressions and iterators: forwarding to another method of the same name, and printing for debuggers.</summary>
    private static bool IsPlumbing(string method)
        => method.StartsWith("<>z__", StringComparison.Ordinal) || method.EndsWith(".ToString", StringComparison.Ordinal) || method.EndsWith(".PrintMembers", StringComparison.Ordinal)
            || method.EndsWith(".Dispose", StringComparison.Ordinal) || method.Contains("<>m__Finally", StringComparison.Ordinal) || method == "Instance.Quote"
            || method.StartsWith("<RegexGenerator_g>", StringComparison.Ordinal);
}
