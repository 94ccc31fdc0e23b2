using System.Text.Json;
using System.Text.Json.Nodes;

namespace StructGen.Constraints.Tests.Validation;

/// <summary>Broken schemas: whatever stands in them, reading is a typed error or a validator that answers.</summary>
public sealed class MutationTests
{
    private static readonly string[] Junk =
    [
        "null", "true", "false", "0", "-1", "1.5", "1e400", "\"\"", "\"#\"", "\"#/\"", "\"#/%zz\"", "\"http://[\"", "\"(\"", "\"string\"", "[]", "[[]]", "[1]", "[\"a\"]", "[null]",
        "{}", "{\"\": {}}", "{\"$ref\": \"#\"}", "{\"$ref\": 1}", "{\"$id\": \"#a\"}", "{\"$dynamicRef\": \"#a\"}", "{\"type\": []}", "\"LONE\"",
    ];

    [Theory]
    [InlineData("draft4")]
    [InlineData("draft6")]
    [InlineData("draft7")]
    [InlineData("draft2019-09")]
    [InlineData("draft2020-12")]
    public void Create_MutatedSchemasOfTheSuite_TypedErrorOrAnswer(string draft)
    {
        var random = new Random(20_24);
        var (accepted, refused) = (0, 0);
        foreach (var file in SuiteFile.In(draft))
        {
            var remotes = file.Remotes;
            foreach (var group in file.Cases().GroupBy(test => test.Schema.GetRawText()))
            {
                for (var i = 0; i < 6; i++)
                {
                    var schema = Mutate(JsonNode.Parse(group.Key), random);
                    try
                    {
                        var validator = SchemaValidator.Create(JsonElement.Parse(schema), new SchemaValidatorOptions { RegisteredDocuments = remotes });
                        accepted++;
                        foreach (var test in group.Take(3)) Assert.Equal(validator.IsValid(test.Instance), validator.Validate(test.Instance).IsValid);
                    }
                    catch (ConstraintException exception)
                    {
                        refused++;
                        Assert.All(exception.Errors, error => Assert.NotEmpty(error.Message));
                    }
                }
            }
        }

        Assert.True(accepted > 100 && refused > 100, $"{accepted} accepted, {refused} refused");
    }

    private static string Mutate(JsonNode? root, Random random)
    {
        var places = new List<Action<JsonNode?>>();
        Collect(root, places);
        if (places.Count == 0) return Junk[random.Next(Junk.Length)];
        for (var count = random.Next(1, 3); count > 0; count--) places[random.Next(places.Count)](JsonNode.Parse(Junk[random.Next(Junk.Length)]));
        // JsonNode writes no lone surrogates: they are put in afterwards.
        return root!.ToJsonString().Replace("LONE", "\\ud800", StringComparison.Ordinal);
    }

    private static void Collect(JsonNode? node, List<Action<JsonNode?>> places)
    {
        if (node is JsonObject map)
        {
            foreach (var name in map.Select(member => member.Key).ToList())
            {
                places.Add(junk => map[name] = junk);
                Collect(map[name], places);
            }
        }
        else if (node is JsonArray list)
        {
            for (var i = 0; i < list.Count; i++)
            {
                var index = i;
                places.Add(junk => list[index] = junk);
                Collect(list[i], places);
            }
        }
    }
}
