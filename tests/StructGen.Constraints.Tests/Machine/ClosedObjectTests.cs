using System.Text;
using System.Text.Json;
using StructGen.Constraints.Tests.Validation;
using StructGen.Constraints.Tests.Writers;

namespace StructGen.Constraints.Tests.Machine;

/// <summary>Objects that do not say whether they are open are closed, and nothing else becomes of them.</summary>
public sealed class ClosedObjectTests(ITestOutputHelper output)
{
    private static readonly int Seeds = int.TryParse(Environment.GetEnvironmentVariable("STRUCTGEN_SEEDS"), out var seeds) ? seeds : 250;

    private static readonly ConstraintOptions Closed = ConstraintOptions.Default with { CloseObjects = true, Order = PropertyOrder.Any };

    [Theory]
    [InlineData("""{"properties": {"acceleration": {}}}""", """{"acceleration":1}""", """{"accentuation":1}""")]
    [InlineData("""{"properties": {"a": {}}, "required": ["b"]}""", """{"a":1,"b":1}""", """{"b":1,"c":1}""")]
    [InlineData("""{"properties": {"a": {}}, "patternProperties": {"^x-": {"type": "integer"}}}""", """{"a":1,"x-y":2}""", """{"y-x":1}""")]
    [InlineData("""{"allOf": [{"properties": {"a": {}}}, {"properties": {"b": {}}}]}""", """{"a":1,"b":1}""", """{"c":1}""")]
    [InlineData("""{"$ref": "#/$defs/s", "$defs": {"s": {"properties": {"a": {}}}}, "properties": {"b": {}}}""", """{"a":1,"b":1}""", """{"c":1}""")]
    [InlineData("""{"properties": {"kind": {"enum": [1, 2]}}, "if": {"properties": {"kind": {"const": 1}}, "required": ["kind"]}, "then": {"properties": {"x": {"type": "integer"}}}, "else": {"properties": {"y": {}}}}""", """{"kind":1,"x":1}""", """{"kind":1,"z":1}""")]
    [InlineData("""{"properties": {"a": {}}, "dependentSchemas": {"b": {"properties": {"c": {}}, "required": ["c"]}}}""", """{"a":1,"b":1,"c":1}""", """{"a":1,"d":1}""")]
    [InlineData("""{"properties": {"a": {}}, "dependentRequired": {"b": ["c"]}}""", """{"b":1,"c":1}""", """{"d":1}""")]
    [InlineData("""{"anyOf": [{"properties": {"a": {}}, "required": ["a"]}, {"properties": {"b": {}}, "required": ["b"]}]}""", """{"a":1,"b":1}""", """{"a":1,"c":1}""")]
    [InlineData("""{"anyOf": [{"properties": {"k": {"const": 1}, "r": {}}, "required": ["k"]}, {"properties": {"k": {"const": 2}, "s": {}}, "required": ["k"]}]}""", """{"k":1,"r":1}""", """{"k":1,"s":1}""")]
    [InlineData("""{"oneOf": [{"properties": {"k": {"const": 1}, "r": {}}, "required": ["k"]}, {"properties": {"k": {"const": 2}, "s": {}}, "required": ["k"]}]}""", """{"k":2,"s":1}""", """{"k":2,"r":1}""")]
    [InlineData("""{"anyOf": [{"properties": {"a": {}}, "required": ["a"], "additionalProperties": true}, {"properties": {"b": {}}, "required": ["b"]}]}""", """{"a":1,"z":1}""", """{"b":1,"z":1}""")]
    [InlineData("""{"properties": {"in": {"properties": {"a": {}}}}}""", """{"in":{"a":1}}""", """{"in":{"b":1}}""")]
    [InlineData("""{"items": {"properties": {"a": {}}}, "type": "array"}""", """[{"a":1},{}]""", """[{"b":1}]""")]
    public void Compile_NamesDeclared_TakesNoOthers(string schema, string taken, string refused)
    {
        var constraint = Compile(schema, Closed);

        Assert.True(MatcherVerdicts.Accepts(constraint, Encoding.UTF8.GetBytes(taken)), taken);
        Assert.False(MatcherVerdicts.Accepts(constraint, Encoding.UTF8.GetBytes(refused)), refused);
        Assert.True(MatcherVerdicts.Accepts(Compile(schema, Closed with { CloseObjects = false }), Encoding.UTF8.GetBytes(refused)), "open: " + refused);
        Assert.NotEmpty(constraint.Report.ClosedObjects);
        Assert.Empty(constraint.Report.LeftOpenObjects);
    }

    [Theory]
    [InlineData("""{"type": "object"}""", """{"z":1}""")]
    [InlineData("""{"required": ["a"]}""", """{"a":1,"z":1}""")]
    [InlineData("""{"properties": {"a": {}}, "additionalProperties": true}""", """{"z":1}""")]
    [InlineData("""{"properties": {"a": {}}, "additionalProperties": {"type": "integer"}}""", """{"z":1}""")]
    [InlineData("""{"properties": {"a": {}}, "unevaluatedProperties": true}""", """{"z":1}""")]
    [InlineData("""{"allOf": [{"properties": {"a": {}}}, {"additionalProperties": true}]}""", """{"z":1}""")]
    [InlineData("""{"patternProperties": {"^x-": {}}}""", """{"z":1}""")]
    [InlineData("""{"not": {"properties": {"a": {"type": "string"}}, "required": ["a"]}}""", """{"z":1}""")]
    public void Compile_SaysOrDeclaresNothing_StaysOpen(string schema, string taken)
    {
        var constraint = Compile(schema, Closed);

        Assert.True(MatcherVerdicts.Accepts(constraint, Encoding.UTF8.GetBytes(taken)), taken);
        Assert.Empty(constraint.Report.ClosedObjects);
    }

    [Theory]
    [InlineData("""{"type": "object", "properties": {"a": {}}, "minProperties": 2}""", "", """{"a":1,"z":1}""")]
    [InlineData("""{"type": "object", "properties": {"a": {}}, "propertyNames": {"pattern": "^z"}, "minProperties": 1}""", "", """{"z":1}""")]
    [InlineData("""{"type": "object", "properties": {"a": {"type": "string"}}, "not": {"maxProperties": 1}}""", "", """{"a":"","z":1}""")]
    [InlineData("""{"type": "object", "properties": {"o": {"type": "object", "properties": {"a": {}}, "minProperties": 2}}, "required": ["o"]}""", "/properties/o", """{"o":{"a":1,"z":1}}""")]
    [InlineData("""{"type": "array", "minItems": 4, "uniqueItems": true, "items": {"type": "object", "properties": {"a": {"type": "boolean"}}}}""", "/items", """[{"a":true},{"a":false},{},{"z":1}]""")]
    public void Compile_ClosingLeavesNothing_StaysOpenAndSaysSo(string schema, string pointer, string taken)
    {
        var constraint = Compile(schema, Closed);

        Assert.True(MatcherVerdicts.Accepts(constraint, Encoding.UTF8.GetBytes(taken)), taken);
        Assert.Equal([pointer], constraint.Report.LeftOpenObjects);
    }

    [Fact]
    public void Compile_OneOfOverBareNames_TakesTheNamesOfBothBranches()
    {
        // Exactly one holds only where the other's member is there and wrong.
        var constraint = Compile("""{"type": "object", "oneOf": [{"properties": {"a": {"type": "integer"}}}, {"properties": {"b": {"type": "integer"}}}]}""", Closed);

        Assert.True(MatcherVerdicts.Accepts(constraint, """{"a":1,"b":"x"}"""u8));
        Assert.False(MatcherVerdicts.Accepts(constraint, """{"a":1,"b":"x","c":1}"""u8));
    }

    [Fact]
    public void Report_Closed_ListsThePlacesOfValues()
    {
        var constraint = Compile("""
            {"properties": {"a": {"$ref": "#/$defs/s"}, "list": {"items": {"properties": {"x": {}}}}, "free": {"type": "object"}, "said": {"properties": {"y": {}}, "additionalProperties": false}},
             "$defs": {"s": {"allOf": [{"properties": {"z": {}}}]}}}
            """, Closed);

        Assert.Equal(["", "/properties/a", "/properties/list/items"], constraint.Report.ClosedObjects);
        Assert.Empty(Compile("""{"properties": {"a": {}}}""", ConstraintOptions.Default).Report.ClosedObjects);
    }

    [Fact]
    public void Gbnf_Closed_HasNoOtherNames()
    {
        var grammar = Compile("""{"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]}""", Closed with { Order = PropertyOrder.Declared, PlainNumbers = true }).ToGbnf();

        Assert.DoesNotContain(grammar.NotEnforced, entry => entry.Keyword == "additionalProperties");
        var interpreter = new GbnfInterpreter(grammar.Text);
        Assert.True(interpreter.Accepts("{\"a\": 12}"));
        Assert.False(interpreter.Accepts("{\"a\": 12, \"b\": 1}"));
        Assert.False(interpreter.Accepts("{\"a\": 12.0}"));
    }

    [Theory]
    [InlineData("http://json-schema.org/draft-07/schema#", PropertyOrder.Any)]
    [InlineData("https://json-schema.org/draft/2020-12/schema", PropertyOrder.Any)]
    [InlineData("https://json-schema.org/draft/2020-12/schema", PropertyOrder.Declared)]
    public void Walks_RandomSchemas_NarrowedAreSatisfiableFinishAndAreValid(string draft, PropertyOrder order)
    {
        var wrong = new List<string>();
        var (walks, narrowed) = (0, 0);
        for (var seed = 0; seed < Seeds; seed++)
        {
            var schema = JsonSerializer.SerializeToElement(new RandomSchemas(seed, draft).Schema());
            try
            {
                var options = new ConstraintOptions { Order = order };
                if (MatcherVerdicts.Compile(schema, options) is null) continue;
                if (MatcherVerdicts.Compile(schema, options with { CloseObjects = true, PlainNumbers = true }) is not { } constraint)
                {
                    wrong.Add($"seed {seed}: closing makes it unsatisfiable: {schema}");
                    continue;
                }

                if (constraint.Report.ClosedObjects.Count > 0) narrowed++;
                var validator = SchemaValidator.Create(schema);
                for (var walk = 0; walk < 3; walk++)
                {
                    walks++;
                    var text = ByteWalk.Run(constraint, new Random(seed * 31 + walk), 60, out var fault);
                    if (fault is null && validator.IsValid(JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 512 }).RootElement)) continue;
                    wrong.Add($"seed {seed}: {fault ?? "invalid"}: {text} under {schema}");
                    break;
                }
            }
            catch (ConstraintLimitException)
            {
            }
            catch (InvalidSchemaException)
            {
                // A reference loop.
            }
        }

        output.WriteLine($"{walks} walks, {narrowed} schemas with closed objects");
        Assert.True(narrowed > Seeds / 10);
        Assert.True(wrong.Count == 0, $"{wrong.Count}:\n" + string.Join('\n', wrong.Take(20)));
    }

    /// <summary>The whole set is run by <c>bench/StructGen.MaskBench --narrowed</c>.</summary>
    [Fact]
    public void Compile_RealSchemas_WhatWasSatisfiableStaysSo()
    {
        var lost = new List<string>();
        var (schemas, closed) = (0, 0);
        foreach (var line in MaskBenchSampleTests.Lines())
        {
            using var document = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 256 });
            var schema = document.RootElement.GetProperty("schema");
            try
            {
                if (MatcherVerdicts.Compile(schema, ConstraintOptions.Default with { Lenient = true }) is null) continue;
            }
            catch (ConstraintException)
            {
                continue;
            }

            schemas++;
            var constraint = MatcherVerdicts.Compile(schema, ConstraintOptions.Default with { Lenient = true, CloseObjects = true, PlainNumbers = true });
            if (constraint is null) lost.Add(document.RootElement.GetProperty("id").GetString()!);
            else if (constraint.Report.ClosedObjects.Count > 0) closed++;
        }

        output.WriteLine($"{schemas} schemas, {closed} with closed objects");
        Assert.Empty(lost);
        Assert.True(schemas > 450 && closed > 100, $"{schemas}, {closed}");
    }

    private static CompiledConstraint Compile(string schema, ConstraintOptions options) => new ConstraintCompiler(MatcherVerdicts.Bytes).Compile(JsonDocument.Parse(schema).RootElement, options);
}
