using System.Text.Json.Nodes;

namespace StructGen.Constraints.Tests.Validation;

/// <summary>Schemas over a few names and values, so that keywords meet often; all keywords but dynamic references and formats, in the draft's own form.</summary>
internal sealed class RandomSchemas(int seed, string draft)
{
    private static readonly string[] Names = ["a", "b", "ab"];
    private static readonly string[] Types = ["null", "boolean", "object", "array", "number", "string", "integer"];
    private static readonly string[] Patterns = ["a", "^b", "b$", "^.$"];

    private readonly Random _random = new(seed);
    private readonly bool _isDraft7 = draft.Contains("draft-07", StringComparison.Ordinal);
    private readonly bool _isNewest = draft.Contains("2020-12", StringComparison.Ordinal);

    public JsonObject Schema()
    {
        var schema = Object(3);
        if (_isDraft7) schema.Remove("$ref");
        schema["$schema"] = draft;
        schema[Definitions] = new JsonObject { ["r"] = Object(2), ["s"] = Object(1) };
        return schema;
    }

    public JsonNode? Instance(int depth) => _random.Next(depth > 0 ? 8 : 5) switch
    {
        0 => null,
        1 => _random.Next(2) == 0,
        2 => _random.Next(-1, 4),
        3 => _random.Next(0, 6) / 2.0,
        4 => Pick("", "a", "b", "ab", "ba", "aab"),
        5 => new JsonArray([.. Enumerable.Range(0, _random.Next(4)).Select(_ => Instance(depth - 1))]),
        _ => new JsonObject(Names.Where(_ => _random.Next(2) == 0).Select(name => KeyValuePair.Create(name, Instance(depth - 1)))),
    };

    private string Definitions => _isDraft7 ? "definitions" : "$defs";

    private JsonNode Sub(int depth)
    {
        if (depth <= 0 || _random.Next(6) == 0) return JsonValue.Create(_random.Next(3) > 0);
        return Object(depth - 1);
    }

    private JsonObject Object(int depth)
    {
        var schema = new JsonObject();
        for (var i = _random.Next(1, 5); i > 0; i--) Add(schema, depth);
        return schema;
    }

    private void Add(JsonObject schema, int depth)
    {
        switch (_random.Next(38))
        {
            case 0 or 1: schema["type"] = Pick(Types); break;
            case 2: schema["type"] = new JsonArray([.. Types.Where(_ => _random.Next(2) == 0).Append("object").Distinct().Select(type => (JsonNode)type)]); break;
            case 3: schema["enum"] = new JsonArray([.. Enumerable.Range(0, 3).Select(_ => Instance(2))]); break;
            case 4: schema["const"] = Instance(1); break;
            case 5: schema["minimum"] = _random.Next(3); break;
            case 6: schema["maximum"] = _random.Next(3); break;
            case 7: schema["exclusiveMinimum"] = _random.Next(2); break;
            case 8: schema["exclusiveMaximum"] = _random.Next(3); break;
            case 9: schema["multipleOf"] = _random.Next(1, 4) / 2.0; break;
            case 10: schema["minLength"] = _random.Next(3); break;
            case 11: schema["maxLength"] = _random.Next(3); break;
            case 12: schema["pattern"] = Pick(Patterns); break;
            case 13: schema["minItems"] = _random.Next(3); break;
            case 14: schema["maxItems"] = _random.Next(3); break;
            case 15: schema["uniqueItems"] = true; break;
            case 16: schema[_isNewest ? "prefixItems" : "items"] = new JsonArray([.. Enumerable.Range(0, _random.Next(1, 3)).Select(_ => Sub(depth))]); break;
            case 17 when _isNewest || !schema.ContainsKey("items"): schema["items"] = Sub(depth); break;
            case 17: schema["additionalItems"] = Sub(depth); break;
            case 18 or 19:
                schema["contains"] = Sub(depth);
                if (!_isDraft7 && _random.Next(3) == 0) schema["minContains"] = _random.Next(3);
                if (!_isDraft7 && _random.Next(3) == 0) schema["maxContains"] = _random.Next(3);
                break;
            case 20 or 21: schema["properties"] = Map(depth); break;
            case 22: schema["patternProperties"] = new JsonObject { [Pick(Patterns)] = Sub(depth) }; break;
            case 23: schema["additionalProperties"] = Sub(depth); break;
            case 24: schema["propertyNames"] = Sub(depth); break;
            case 25: schema["required"] = new JsonArray(Pick(Names)); break;
            case 26: schema["minProperties"] = _random.Next(3); break;
            case 27: schema["maxProperties"] = _random.Next(3); break;
            case 28: schema[_isDraft7 ? "dependencies" : "dependentRequired"] = new JsonObject { [Pick(Names)] = new JsonArray(Pick(Names)) }; break;
            case 29: schema[_isDraft7 ? "dependencies" : "dependentSchemas"] = Map(depth); break;
            case 30: schema["allOf"] = List(depth); break;
            case 31: schema["anyOf"] = List(depth); break;
            case 32: schema["oneOf"] = List(depth); break;
            case 33: schema["not"] = Sub(depth); break;
            case 34:
                schema["if"] = Sub(depth);
                if (_random.Next(3) > 0) schema["then"] = Sub(depth);
                if (_random.Next(3) > 0) schema["else"] = Sub(depth);
                break;
            case 35 when !_isDraft7: schema["unevaluatedProperties"] = Sub(depth); break;
            case 36 when !_isDraft7: schema["unevaluatedItems"] = Sub(depth); break;
            default:
                if (depth == 3) schema["$ref"] = $"#/{Definitions}/{Pick("r", "s")}";
                break;
        }
    }

    private JsonObject Map(int depth) => new(Names.Where(_ => _random.Next(2) == 0).Select(name => KeyValuePair.Create(name, (JsonNode?)Sub(depth))));

    private JsonArray List(int depth) => new([.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Sub(depth))]);

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];
}
