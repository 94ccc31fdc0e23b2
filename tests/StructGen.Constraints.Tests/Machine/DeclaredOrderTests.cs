using System.Text;
using System.Text.Json;
using StructGen.Constraints.Tests.Tries;

namespace StructGen.Constraints.Tests.Machine;

/// <summary>What "declared order" means where members are declared in several places.</summary>
public class DeclaredOrderTests
{
    private const string Branches = """{"anyOf": [{"properties": {"a": {}, "b": {}, "kind": {"const": 1}}, "additionalProperties": false}, {"properties": {"b": {}, "c": {}, "a": {}, "kind": {"const": 2}}, "additionalProperties": false}]}""";

    private const string Open = """{"oneOf": [{"properties": {"kind": {"const": 1}, "a": {}, "b": {}}, "required": ["kind"]}, {"properties": {"kind": {"const": 2}, "b": {}, "a": {}}, "required": ["kind"]}]}""";

    private const string Base = """{"allOf": [{"$ref": "#/$defs/base"}], "properties": {"own": {}}, "$defs": {"base": {"properties": {"id": {}, "name": {}}}}}""";

    private const string Refined = """{"anyOf": [{"properties": {"b": {"minimum": 1}}}, {"properties": {"a": {"minimum": 1}}}], "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}}}""";

    private const string Condition = """{"if": {"properties": {"kind": {"const": 1}}}, "then": {"properties": {"x": {}}}, "properties": {"name": {}, "kind": {}}}""";

    private const string Foreign = """{"anyOf": [{"properties": {"a": {"type": "integer"}}}, {"properties": {"x": {}, "y": {}}, "required": ["x"]}]}""";

    [Theory]
    [InlineData(Branches, """{"a":0,"b":0,"kind":1}""", true)]
    [InlineData(Branches, """{"b":0,"c":0,"a":0,"kind":2}""", true)]
    [InlineData(Branches, """{"a":0,"b":0,"kind":2}""", false)]
    [InlineData(Branches, """{"b":0,"a":0,"kind":1}""", false)]
    [InlineData(Open, """{"kind":1,"a":0,"b":0}""", true)]
    [InlineData(Open, """{"kind":2,"b":0,"a":0,"more":0}""", true)]
    [InlineData(Open, """{"kind":2,"a":0,"b":0}""", false)]
    [InlineData(Open, """{"a":0,"kind":1}""", false)]
    [InlineData(Base, """{"id":0,"name":0,"own":0}""", true)]
    [InlineData(Base, """{"own":0,"id":0}""", false)]
    [InlineData(Refined, """{"a":0,"b":1}""", true)]
    [InlineData(Refined, """{"b":1,"a":0}""", false)]
    [InlineData(Condition, """{"name":0,"kind":1,"x":0}""", true)]
    [InlineData(Condition, """{"x":0,"name":0}""", false)]
    [InlineData(Foreign, """{"a":0,"y":0,"x":0}""", true)]
    [InlineData(Foreign, """{"y":0,"x":0,"a":true}""", false)]
    [InlineData(Foreign, """{"x":0,"y":0,"a":true}""", true)]
    public void Declared_MembersInSeveralPlaces_EachInItsOrder(string schema, string text, bool isAllowed)
    {
        Assert.Equal(isAllowed, IsAllowed(schema, text, PropertyOrder.Declared));
        Assert.True(IsAllowed(schema, text, PropertyOrder.Any));
    }

    private static bool IsAllowed(string schema, string text, PropertyOrder order)
    {
        using var document = JsonDocument.Parse(schema);
        var matcher = new ConstraintCompiler(ToyVocabularies.Small(5)).Compile(document.RootElement, new ConstraintOptions { Order = order }).CreateMatcher();
        return matcher.TryAcceptBytes(Encoding.UTF8.GetBytes(text)) && matcher.CanEnd;
    }
}
