using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;

namespace StructGen.Generation.Tests.Absence;

/// <summary>Generated schemas, each with a complete instance: nested, referred to, combined, with variants and recursion.</summary>
internal static class AbsenceGen
{
    public sealed record Sample(string Schema, JsonElement Data, int Seed)
    {
        public override string ToString() => $"schema {Schema}\ndata {Data}\nseed {Seed}";
    }

    private sealed record Part(JsonNode Schema, JsonNode? Data);

    private static readonly Gen<Part> Scalar = Gen.Int[0, 8].Select(kind => kind switch
    {
        0 => Of("""{"type": "string", "minLength": 2, "default": "none"}""", "\"Jane\""),
        1 => Of("""{"type": "integer", "minimum": 1}""", "41"),
        2 => Of("""{"enum": ["red", "dark blue", 3]}""", "\"dark blue\""),
        3 => Of("""{"const": "kept"}""", "\"kept\""),
        4 => Of("""{"type": ["integer", "null"]}""", "5"),
        5 => Of("""{"type": "string", "enum": ["a", "b"], "default": "a"}""", "\"b\""),
        6 => Of("""{"$ref": "#/$defs/date"}""", "\"2024-03-03\""),
        7 => Of("""{"allOf": [{"type": "string"}, {"minLength": 1}], "x-absent": "omit"}""", "\"x\""),
        _ => Of("""{"oneOf": [{"type": "boolean"}, {"type": "number", "multipleOf": 0.5}]}""", "2.5"),
    });

    private static Gen<Part> Value(int depth) => depth == 0
        ? Scalar
        : Gen.Frequency(
            (3, Scalar),
            (2, Value(depth - 1).Array[1, 4].Select(Gen.Int[0, 1 << 20], Group)),
            (1, Value(depth - 1).Select(item => new Part(new JsonObject { ["type"] = "array", ["items"] = item.Schema.DeepClone() }, new JsonArray(item.Data?.DeepClone(), item.Data?.DeepClone())))),
            (1, Value(depth - 1).Array[1, 3].Select(Gen.Int[0, 1 << 20], Split)),
            (1, Value(depth - 1).Select(Value(depth - 1), Gen.Bool, Variant)),
            (1, Value(depth - 1).Select(inner => new Part(Json("""{"$ref": "#/$defs/tree"}""")!, Json("""{"label": "top", "children": [{"label": "leaf", "children": []}]}""")))),
            (1, Value(depth - 1).Select(item => new Part(
                new JsonObject { ["type"] = "object", ["additionalProperties"] = item.Schema.DeepClone(), ["patternProperties"] = new JsonObject { ["^n_"] = Json("""{"type": "integer"}""") } },
                new JsonObject { ["free"] = item.Data?.DeepClone(), ["n_1"] = 7 }))),
            (1, Value(depth - 1).Select(Condition)));

    public static Gen<Sample> Samples { get; } = Value(2).Array[1, 4].Select(Gen.Int[0, 1 << 20], Gen.Int, (parts, bits, seed) =>
    {
        var root = Group(parts, bits);
        var schema = (JsonObject)root.Schema;
        schema["$defs"] = Json("""
            {"date": {"type": "string", "format": "date", "default": "2000-01-01"},
             "tree": {"type": "object", "properties": {"label": {"type": "string"}, "children": {"type": "array", "items": {"$ref": "#/$defs/tree"}}}, "required": ["label"]}}
            """);
        return new Sample(schema.ToJsonString(), JsonElement.Parse(root.Data!.ToJsonString()), seed);
    });

    private static Part Group(Part[] members, int bits)
    {
        var (properties, data, required) = (new JsonObject(), new JsonObject(), new JsonArray());
        for (var index = 0; index < members.Length; index++)
        {
            var name = index == 0 ? "p~/0" : $"p{index}";
            properties[name] = members[index].Schema.DeepClone();
            data[name] = members[index].Data?.DeepClone();
            if ((bits >> index & 1) == 1) required.Add(name);
        }

        return new Part(new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = required, ["additionalProperties"] = false }, data);
    }

    /// <summary>The members over several branches of an allOf, each a second time without bounds.</summary>
    private static Part Split(Part[] members, int bits)
    {
        var (all, data) = (new JsonArray(), new JsonObject());
        for (var index = 0; index < members.Length; index++)
        {
            var part = new JsonObject { ["properties"] = new JsonObject { [$"s{index}"] = members[index].Schema.DeepClone() } };
            if ((bits >> index & 1) == 1) part["required"] = new JsonArray($"s{index}");
            all.Add(part);
            data[$"s{index}"] = members[index].Data?.DeepClone();
        }

        all.Add(new JsonObject { ["properties"] = new JsonObject { ["s0"] = new JsonObject { ["not"] = new JsonObject { ["const"] = "never" } } } });
        return new Part(new JsonObject { ["type"] = "object", ["allOf"] = all, ["unevaluatedProperties"] = false }, data);
    }

    private static Part Variant(Part left, Part right, bool first)
    {
        static JsonObject Branch(string kind, Part part) => new()
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { ["kind"] = new JsonObject { ["const"] = kind }, ["v"] = part.Schema.DeepClone() },
            ["required"] = new JsonArray("kind", "v"),
        };
        return new Part(
            new JsonObject { ["oneOf"] = new JsonArray(Branch("l", left), Branch("r", right)) },
            new JsonObject { ["kind"] = first ? "l" : "r", ["v"] = (first ? left : right).Data?.DeepClone() });
    }

    private static Part Condition(Part inner) => new(
        new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { ["on"] = Json("""{"type": "boolean"}"""), ["more"] = inner.Schema.DeepClone() },
            ["if"] = Json("""{"properties": {"on": {"const": true}}, "required": ["on"]}"""),
            ["then"] = Json("""{"required": ["more"]}"""),
        },
        new JsonObject { ["on"] = true, ["more"] = inner.Data?.DeepClone() });

    private static Part Of(string schema, string data) => new(Json(schema)!, Json(data));

    private static JsonNode? Json(string json) => JsonNode.Parse(json);
}
