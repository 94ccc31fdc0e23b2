using System.Globalization;
using System.Text;
using System.Text.Json;

namespace StructGen.HostileBench;

/// <summary>Schemas that cost much more to compile than to send. The number makes each another one.</summary>
internal static class Schemas
{
    private static readonly string[] Both = ["a1", "b2"];
    private static readonly string[] First = ["a"];

    /// <summary>Overlapping alternatives that no discriminator tells apart.</summary>
    public static string Hard(int number)
    {
        var branches = Enumerable.Range(0, 40).Select(branch => new Dictionary<string, object>
        {
            ["properties"] = new Dictionary<string, object>
            {
                [$"a{branch}"] = new { pattern = $"^(x|y)*{number}[a-z]{{{branch % 7},{(branch % 7) + 9}}}$" },
                [$"b{branch * 7 % 40}"] = new { minimum = branch },
            },
            ["minProperties"] = branch % 5,
        }).ToList();
        return Write(new { type = "object", oneOf = branches, not = new { anyOf = branches, required = Both } });
    }

    /// <summary>Many properties with patterns.</summary>
    public static string Wide(int number, int count) => Write(new
    {
        type = "object",
        properties = Enumerable.Range(0, count).ToDictionary(
            index => $"w{number}_{index}", index => new { type = "string", pattern = $"^[a-f]{{2,{(index % 50) + 3}}}(-[0-9a-z]+)*$" }),
    });

    /// <summary>A few hundred ordinary members.</summary>
    public static string Small(int number) => Write(new
    {
        type = "object",
        properties = Enumerable.Range(0, 300).ToDictionary(index => $"p{number}_{index}", index => new
        {
            type = "object",
            properties = new { a = new { type = "string", pattern = $"^[a-z]{{1,{(index % 9) + 2}}}$" }, b = new { type = "integer", minimum = index } },
            required = First,
        }),
    });

    /// <summary>Definitions each of which leads to the next.</summary>
    public static string Chain(string applicator, int length, int number)
    {
        var text = new StringBuilder("{\"$ref\":\"#/$defs/d0\",\"$defs\":{");
        for (var index = 0; index < length; index++)
        {
            var to = $"\"$ref\":\"#/$defs/d{index + 1}\"";
            var link = applicator switch
            {
                "$ref" => to,
                "then" or "else" => "\"if\":{\"minLength\":2},\"" + applicator + "\":{" + to + "}",
                "anyOf" or "oneOf" or "allOf" => "\"" + applicator + "\":[{" + to + "},{\"maxLength\":" + index.ToString(CultureInfo.InvariantCulture) + "}]",
                "dependentSchemas" or "properties" => "\"" + applicator + "\":{\"p\":{" + to + "}}",
                _ => "\"" + applicator + "\":{" + to + "}",
            };
            text.Append("\"d").Append(index).Append("\":{").Append(link).Append(",\"minLength\":1},");
        }

        return text.Append("\"d").Append(length).Append("\":{\"minLength\":").Append(number % 1000).Append("}}}").ToString();
    }

    /// <summary>As deep as a body may be.</summary>
    public static string Nested(int depth, int number)
    {
        var levels = depth / 2;
        return new StringBuilder().Insert(0, "{\"properties\":{\"a\":", levels).Append("{\"maxLength\":").Append(number).Append('}').Append('}', levels * 2).ToString();
    }

    /// <summary>Formats that nobody has heard of.</summary>
    public static string Formats(int number, int count)
        => "{\"anyOf\":[" + string.Join(',', Enumerable.Range(0, count).Select(index => $"{{\"format\":\"f{number}-{index}\"}}")) + "]}";

    /// <summary>An OpenAPI document whose components lead from one to the next.</summary>
    public static string Components(int count, int number)
    {
        var schema = new Dictionary<string, object> { ["$ref"] = "#/components/schemas/C0" };
        var components = Enumerable.Range(0, count).ToDictionary(index => $"C{index}", index => new
        {
            type = "object",
            properties = new { next = new Dictionary<string, object> { ["$ref"] = $"#/components/schemas/C{Math.Min(index + 1, count - 1)}" } },
        });
        var content = new Dictionary<string, object> { ["application/json"] = new { schema } };
        var paths = new Dictionary<string, object> { ["/x"] = new { post = new { operationId = "x", requestBody = new { required = true, content }, responses = new { } } } };
        return Write(new
        {
            prefix = $"h{number}_",
            document = new { openapi = "3.1.0", info = new { title = "t", version = "1" }, servers = new[] { new { url = "https://a.example" } }, paths, components = new { schemas = components } },
        });
    }

    /// <summary>Any value as JSON.</summary>
    public static string Write(object value) => JsonSerializer.Serialize(value);
}
