using System.Text;
using System.Text.Json;
using StructGen.Constraints.Tests.Machine;
using StructGen.Constraints.Tests.Validation;

namespace StructGen.Constraints.Tests.Writers;

/// <summary>Grammars under an interpreter of their own: what the grammar admits is what the constraint admits, and where it is more the grammar says so.</summary>
public sealed partial class GbnfTests(ITestOutputHelper output)
{
    private const string Draft = "https://json-schema.org/draft/2020-12/schema";

    [Fact]
    public void Grammar_RandomSchemas_GivesTheSameVerdictsAsTheMatcher()
    {
        var wrong = new List<string>();
        var (schemas, sound, texts) = (0, 0, 0);
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new RandomSchemas(seed, Draft);
            var schema = Element(random.Schema().ToJsonString());
            if (Compile(schema) is not { } constraint) continue;
            var grammar = constraint.ToGbnf();
            var interpreter = new GbnfInterpreter(grammar.Text);
            schemas++;
            if (grammar.IsSound) sound++;
            var dice = new Random(seed);
            for (var i = 0; i < 12; i++)
            {
                var text = Encoding.UTF8.GetString(MatcherVerdicts.Write(Element(random.Instance(3)?.ToJsonString() ?? "null")));
                Compare(text);
                if (text.Length > 0) Compare(text.Remove(dice.Next(text.Length), 1));
            }

            for (var walk = 0; walk < 3; walk++)
            {
                var text = ByteWalk.Run(constraint, new Random(seed * 7 + walk), 40, out var fault);
                Assert.Null(fault);
                Compare(text);
            }

            void Compare(string text)
            {
                texts++;
                var accepted = MatcherVerdicts.Accepts(constraint, Encoding.UTF8.GetBytes(text));
                var admitted = interpreter.Accepts(text);
                if (accepted != admitted && (accepted ? !HasExponent().IsMatch(text) : grammar.IsSound)) wrong.Add($"seed {seed}: {(admitted ? "admits" : "refuses")} {text} under {schema}\n{grammar.Text}");
            }
        }

        output.WriteLine($"{schemas} schemas, {sound} of them sound, {texts} texts");
        Assert.True(wrong.Count == 0, $"{wrong.Count}:\n" + string.Join('\n', wrong.Take(10)));
        Assert.True(sound > 30 && schemas > 200);
    }

    [Fact]
    public void Grammar_WalkedAtRandom_WritesOnlyWhatTheMatcherAccepts()
    {
        var walks = 0;
        for (var seed = 0; seed < 300; seed++)
        {
            var schema = Element(new RandomSchemas(seed, Draft).Schema().ToJsonString());
            if (Compile(schema) is not { } constraint) continue;
            var grammar = constraint.ToGbnf();
            if (!grammar.IsSound) continue;
            var interpreter = new GbnfInterpreter(grammar.Text);
            for (var walk = 0; walk < 4; walk++)
            {
                walks++;
                var dice = new Random(seed * 5 + walk);
                var matcher = constraint.CreateMatcher();
                var stacks = interpreter.Start;
                var text = new StringBuilder();
                for (var length = 0; length < 50; length++)
                {
                    Assert.True(stacks.Contains(0) == matcher.CanEnd, $"seed {seed}: the end after {text} under {schema}");
                    var readable = interpreter.Readable(stacks, dice);
                    if (readable.Count == 0) break;
                    var rune = new Rune(readable[dice.Next(readable.Count)]);
                    stacks = interpreter.Step(stacks, rune.Value);
                    Assert.True(matcher.TryAcceptBytes(Encoding.UTF8.GetBytes(rune.ToString())), $"seed {seed}: {rune} after {text} under {schema}");
                    text.Append(rune);
                }
            }
        }

        output.WriteLine($"{walks} walks");
        Assert.True(walks > 100);
    }

    [Fact]
    public void Grammar_UniqueItemsAndOpenNames_SaysWhatItDoesNotEnforce()
    {
        var constraint = Compile(Element("""{"type":"object","properties":{"tags":{"type":"array","items":{"enum":["a","b"]},"uniqueItems":true}}}"""))!;
        var grammar = constraint.ToGbnf();
        Assert.False(grammar.IsSound);
        Assert.Contains(grammar.NotEnforced, entry => entry is { Pointer: "/properties/tags", Keyword: "uniqueItems", Status: Enforcement.CheckedAfterwards });
        Assert.Contains(grammar.NotEnforced, entry => entry.Keyword == "additionalProperties");
        Assert.True(new GbnfInterpreter(grammar.Text).Accepts("""{"tags":["a","a"]}"""));
    }

    [Fact]
    public void Grammar_TooManyRules_IsALimit()
    {
        var constraint = Compile(Element("""{"type":"string","pattern":"^[ab]{100}c{300}$"}"""), new ConstraintLimits { GrammarRules = 200 })!;
        var exception = Assert.Throws<ConstraintLimitException>(() => constraint.ToGbnf());
        Assert.Contains("200 rules", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Grammar_RegexAndChoice_IsPlainText()
    {
        var compiler = new ConstraintCompiler(MatcherVerdicts.Bytes);
        var dates = new GbnfInterpreter(compiler.CompileRegex("^\\d{4}-\\d\\d$").ToGbnf().Text);
        Assert.True(dates.Accepts("2026-11"));
        Assert.False(dates.Accepts("2026-1"));
        var choice = new GbnfInterpreter(compiler.CompileChoice(["yes\n", "\"no\"", "été", "😀"]).ToGbnf().Text);
        Assert.True(choice.Accepts("yes\n") && choice.Accepts("\"no\"") && choice.Accepts("été") && choice.Accepts("😀"));
        Assert.False(choice.Accepts("no"));
    }

    [System.Text.RegularExpressions.GeneratedRegex("[0-9][eE]")]
    private static partial System.Text.RegularExpressions.Regex HasExponent();

    private static CompiledConstraint? Compile(JsonElement schema, ConstraintLimits? limits = null)
    {
        try
        {
            return MatcherVerdicts.Compile(schema, new ConstraintOptions { Limits = limits ?? ConstraintLimits.Default });
        }
        catch (InvalidSchemaException)
        {
            // A reference loop.
            return null;
        }
    }

    private static JsonElement Element(string json) => JsonDocument.Parse(json).RootElement;
}
