using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Text;
using System.Text.Json;

namespace StructGen.TestKit.Architecture;

/// <summary>Schemas that are legal and as deep as a hostile caller makes them: a chain of definitions, each referring to the next through one keyword.</summary>
public static class DeepSchemas
{
    /// <summary>Links of a chain: some 0.6 MB of schema.</summary>
    public const int Links = 12_000;

    private const string Draft4 = "http://json-schema.org/draft-04/schema#";
    private const string Draft7 = "http://json-schema.org/draft-07/schema#";
    private const string Draft201909 = "https://json-schema.org/draft/2019-09/schema";

    /// <summary>Every applicator of every draft, as the body of a link: <c>@</c> is the reference to the next one.</summary>
    public static IReadOnlyDictionary<string, (string Body, string? Draft)> Applicators { get; } = new Dictionary<string, (string, string?)>
    {
        ["$ref"] = ("""{"$ref": "@", "minLength": 1}""", null),
        ["$ref alone"] = ("""{"$ref": "@"}""", null),
        ["$ref of draft 4"] = ("""{"$ref": "@"}""", Draft4),
        ["$dynamicRef"] = ("""{"$dynamicRef": "@", "minLength": 1}""", null),
        ["allOf"] = ("""{"allOf": [{"$ref": "@"}], "minLength": 1}""", null),
        ["anyOf"] = ("""{"anyOf": [{"$ref": "@"}, {"type": "null"}]}""", null),
        ["oneOf"] = ("""{"oneOf": [{"$ref": "@"}, {"type": "null"}]}""", null),
        ["not"] = ("""{"not": {"$ref": "@"}}""", null),
        ["not and type"] = ("""{"type": ["string", "null"], "not": {"$ref": "@"}}""", null),
        ["if"] = ("""{"if": {"$ref": "@"}, "else": {"minLength": 2}}""", null),
        ["then"] = ("""{"if": {"type": "string"}, "then": {"$ref": "@"}}""", Draft7),
        ["else"] = ("""{"if": {"type": "object"}, "else": {"$ref": "@"}}""", null),
        ["dependentSchemas"] = ("""{"dependentSchemas": {"a": {"$ref": "@"}}}""", null),
        ["dependencies"] = ("""{"dependencies": {"a": {"$ref": "@"}}}""", Draft7),
        ["properties"] = ("""{"properties": {"a": {"$ref": "@"}}}""", null),
        ["required properties"] = ("""{"type": "object", "properties": {"a": {"$ref": "@"}}, "required": ["a"]}""", null),
        ["patternProperties"] = ("""{"patternProperties": {"^a": {"$ref": "@"}}}""", null),
        ["additionalProperties"] = ("""{"additionalProperties": {"$ref": "@"}}""", null),
        ["propertyNames"] = ("""{"propertyNames": {"$ref": "@"}}""", null),
        ["unevaluatedProperties"] = ("""{"unevaluatedProperties": {"$ref": "@"}}""", null),
        ["unevaluatedProperties in place"] = ("""{"$ref": "@", "unevaluatedProperties": false}""", null),
        ["items"] = ("""{"items": {"$ref": "@"}}""", null),
        ["prefixItems"] = ("""{"prefixItems": [{"$ref": "@"}], "minItems": 1, "type": "array"}""", null),
        ["items of draft 7"] = ("""{"items": [{"$ref": "@"}]}""", Draft7),
        ["additionalItems"] = ("""{"items": [true], "additionalItems": {"$ref": "@"}}""", Draft201909),
        ["contains"] = ("""{"contains": {"$ref": "@"}}""", null),
        ["unevaluatedItems"] = ("""{"unevaluatedItems": {"$ref": "@"}}""", null),
        ["contentSchema"] = ("""{"contentSchema": {"$ref": "@"}}""", null),
    };

    /// <summary>A chain through one applicator, from the root to a string.</summary>
    public static JsonElement Chain(string applicator, int links = Links)
    {
        var (body, draft) = Applicators[applicator];
        var text = new StringBuilder("{");
        if (draft is not null) text.Append(CultureInfo.InvariantCulture, $"\"$schema\": \"{draft}\", ");
        text.Append("\"definitions\": {");
        for (var i = 1; i <= links; i++) text.Append(CultureInfo.InvariantCulture, $"\"d{i}\": {body.Replace("@", $"#/definitions/d{i + 1}", StringComparison.Ordinal)}, ");
        text.Append(CultureInfo.InvariantCulture, $"\"d{links + 1}\": {{\"type\": \"string\"}}}}, ").Append(body.Replace("@", "#/definitions/d1", StringComparison.Ordinal).AsSpan(1));
        return JsonElement.Parse(text.ToString());
    }

    /// <summary>Does something on a thread with a stack as small as the service's; a stack overflow there ends the test process, which is the failure that is looked for.</summary>
    public static void OnSmallStack(Action act)
    {
        ExceptionDispatchInfo? fault = null;
        var thread = new Thread(() =>
        {
            try
            {
                act();
            }
            catch (Exception exception)
            {
                fault = ExceptionDispatchInfo.Capture(exception);
            }
        }, 1 << 20);
        thread.Start();
        thread.Join();
        fault?.Throw();
    }
}
