using System.Text.Json;
using StructGen.Constraints.Tests.Validation;

namespace StructGen.Constraints.Tests.Machine;

/// <summary>Names of closed sets that nobody declares come in any order, behind what is declared, and none twice.</summary>
public sealed class ClosedNamesTests
{
    private const string Quarters = """{"type":"object","patternProperties":{"^Q[1-4]$":{"type":"boolean"}},"additionalProperties":false}""";

    /// <summary>Schemas over the names a, b, c, d, e of which <c>declared</c> come first, in this order.</summary>
    public static TheoryData<string, string[]> Schemas => new()
    {
        { """{"type":"object","propertyNames":{"enum":["d","a","c","b"]}}""", [] },
        { """{"type":"object","propertyNames":{"enum":["d","a","c","b"]},"additionalProperties":{"type":"boolean"},"minProperties":3}""", [] },
        { """{"type":"object","propertyNames":{"pattern":"^[a-d]$"},"maxProperties":2}""", [] },
        { """{"type":"object","patternProperties":{"^[abd]$":{"type":"boolean"}},"additionalProperties":false,"minProperties":2}""", [] },
        { """{"type":"object","patternProperties":{"^[ab]$":{"type":"boolean"},"^[cd]$":{"type":"null"}},"additionalProperties":false,"minProperties":3}""", [] },
        { """{"type":"object","properties":{"c":{},"b":{}},"propertyNames":{"enum":["a","b","c","d"]}}""", ["c", "b"] },
        { """{"type":"object","properties":{"c":{},"b":{}},"propertyNames":{"enum":["a","b","c","d"]},"minProperties":4}""", ["c", "b"] },
        { """{"type":"object","required":["d"],"propertyNames":{"enum":["a","b","c","d"]}}""", ["d"] },
        { """{"type":"object","propertyNames":{"enum":["a","b","c","d"]},"dependentRequired":{"a":["b"]}}""", ["a", "b"] },
        { """{"type":"object","propertyNames":{"enum":["a","b","c","d"]},"not":{"additionalProperties":{"type":"boolean"}}}""", [] },
        { """{"type":"object","propertyNames":{"enum":["a","b","c","d"]},"not":{"patternProperties":{"^[ab]$":{"type":"boolean"}}},"minProperties":2}""", [] },
        { """{"type":"object","propertyNames":{"enum":["a","b","c"]},"not":{"minProperties":2}}""", [] },
        { """{"anyOf":[{"type":"object","propertyNames":{"enum":["a","b"]},"minProperties":2},{"type":"object","propertyNames":{"enum":["c","d"]}}]}""", [] },
        { """{"type":"object","properties":{"e":{"type":"null"}},"propertyNames":{"enum":["a","b","e"]},"if":{"required":["e"]},"then":{"minProperties":3}}""", ["e"] },
    };

    [Theory]
    [MemberData(nameof(Schemas))]
    public void Declared_NamesOfClosedSets_InAnyOrderBehindDeclaredOnes(string schema, string[] declared)
    {
        var validator = SchemaValidator.Create(Element(schema));
        var constraint = MatcherVerdicts.Compile(Element(schema), ConstraintOptions.Default);
        var accepted = 0;
        foreach (var names in Sequences(["a", "b", "c", "d", "e"]))
        {
            for (var values = 0; values < 1 << names.Length; values++)
            {
                var text = "{" + string.Join(',', names.Select((name, index) => $"\"{name}\":{((values >> index & 1) == 0 ? "true" : "null")}")) + "}";
                var expected = validator.IsValid(Element(text)) && IsInOrder(names, declared);
                Assert.True(MatcherVerdicts.Accepts(constraint, System.Text.Encoding.UTF8.GetBytes(text)) == expected, $"{text} under {schema} should be {(expected ? "accepted" : "refused")}");
                if (expected) accepted++;
            }
        }

        Assert.True(accepted > 1, schema);
    }

    [Theory]
    [MemberData(nameof(Schemas))]
    public void Declared_WalksThroughClosedSets_FinishAndAreValid(string schema, string[] declared)
    {
        Assert.NotNull(declared);
        var constraint = MatcherVerdicts.Compile(Element(schema), ConstraintOptions.Default)!;
        var validator = SchemaValidator.Create(Element(schema));
        for (var seed = 0; seed < 60; seed++)
        {
            var text = ByteWalk.Run(constraint, new Random(seed), 60, out var fault);
            Assert.True(fault is null, $"{fault} after {text} under {schema}");
            Assert.True(validator.IsValid(Element(text)), text);
        }
    }

    [Theory]
    [InlineData(PropertyOrder.Any)]
    [InlineData(PropertyOrder.Declared)]
    public void Compile_ClosedSetSmallerThanMinProperties_IsUnsatisfiable(PropertyOrder order)
    {
        var names = string.Join(',', Enumerable.Range(0, 100).Select(i => $"\"n{i}\""));
        Assert.NotNull(MatcherVerdicts.Compile(Element($$"""{"type":"object","propertyNames":{"enum":[{{names}}]},"minProperties":100}"""), new ConstraintOptions { Order = order }));
        Assert.Null(MatcherVerdicts.Compile(Element($$"""{"type":"object","propertyNames":{"enum":[{{names}}]},"minProperties":101}"""), new ConstraintOptions { Order = order }));
    }

    [Fact]
    public void Walks_LargeClosedSetThatMustBeUsedUp_NeverSkipWhatIsNeeded()
    {
        var names = string.Join(',', Enumerable.Range(0, 80).Select(i => $"\"n{i}\"").Prepend("\"p\""));
        var schema = Element($$"""{"type":"object","properties":{"p":{"type":"null"} },"propertyNames":{"enum":[{{names}}]},"additionalProperties":{"type":"null"},"minProperties":81}""");
        var constraint = MatcherVerdicts.Compile(schema, ConstraintOptions.Default)!;
        Assert.False(constraint.CreateMatcher().TryAcceptBytes("{\"n1\":"u8));
        for (var seed = 0; seed < 5; seed++)
        {
            var text = ByteWalk.Run(constraint, new Random(seed), 20_000, out var fault);
            Assert.True(fault is null, $"{fault} after {text}");
            Assert.Equal(81, Element(text).EnumerateObject().Select(member => member.Name).Distinct().Count());
        }
    }

    [Fact]
    public void ToGbnf_ClosedSet_FollowsOneOrderWithFewRules()
    {
        var schema = Element("""{"type":"object","patternProperties":{"^[a-z]$":{"type":"boolean"}},"additionalProperties":false}""");
        var grammar = MatcherVerdicts.Compile(schema, ConstraintOptions.Default)!.ToGbnf();
        Assert.Empty(grammar.NotEnforced);
        Assert.True(grammar.Text.Split('\n').Length < 200, grammar.Text);
    }

    [Fact]
    public void Declared_Quarters_AnyOrderNoneTwice()
    {
        var constraint = MatcherVerdicts.Compile(Element(Quarters), ConstraintOptions.Default);
        Assert.True(MatcherVerdicts.Accepts(constraint, """{"Q3":true,"Q1":false,"Q4":true,"Q2":true}"""u8));
        Assert.False(MatcherVerdicts.Accepts(constraint, """{"Q3":true,"Q3":false}"""u8));
        Assert.False(MatcherVerdicts.Accepts(constraint, """{"Q5":true}"""u8));
    }

    private static bool IsInOrder(string[] names, string[] declared)
    {
        var places = names.Select(name => Array.IndexOf(declared, name) is >= 0 and var place ? place : int.MaxValue).ToList();
        return places.Zip(places.Skip(1)).All(pair => pair.First <= pair.Second);
    }

    /// <summary>Every sequence of at most four of the names, and some with a name twice.</summary>
    private static IEnumerable<string[]> Sequences(string[] names)
    {
        var all = new List<string[]> { Array.Empty<string>() };
        for (var (from, length) = (0, 1); length <= 4; length++)
        {
            var end = all.Count;
            for (; from < end; from++)
                all.AddRange(names.Where(name => !all[from].Contains(name)).Select(name => all[from].Append(name).ToArray()));
        }

        return all;
    }

    private static JsonElement Element(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
