using System.Text.Json;

namespace StructGen.Constraints.Tests.Validation;

/// <summary>Random schemas and instances, judged by an independent validator (JsonSchema.Net) as well.</summary>
public sealed class OracleTests
{
    private const int Schemas = 600;
    private const int InstancesEach = 12;

    [Theory]
    [InlineData("http://json-schema.org/draft-07/schema#")]
    [InlineData("https://json-schema.org/draft/2019-09/schema")]
    [InlineData("https://json-schema.org/draft/2020-12/schema")]
    public void IsValid_RandomSchemasAndInstances_AgreesWithAnIndependentValidator(string draft)
    {
        var building = new Json.Schema.BuildOptions
        {
            Dialect = draft.Contains("07", StringComparison.Ordinal) ? Json.Schema.Dialect.Draft07
                : draft.Contains("2019", StringComparison.Ordinal) ? Json.Schema.Dialect.Draft201909 : Json.Schema.Dialect.Draft202012,
        };
        var disagreements = new List<string>();
        var valid = 0;
        for (var seed = 0; seed < Schemas; seed++)
        {
            var random = new RandomSchemas(seed, draft);
            var schema = random.Schema().ToJsonString();
            var ours = SchemaValidator.Create(JsonElement.Parse(schema));
            var theirs = Json.Schema.JsonSchema.FromText(schema, building);
            for (var i = 0; i < InstancesEach; i++)
            {
                var text = random.Instance(3)?.ToJsonString() ?? "null";
                var instance = JsonElement.Parse(text);
                var expected = theirs.Evaluate(instance).IsValid;
                if (expected) valid++;
                if (ours.IsValid(instance) != expected || ours.Validate(instance).IsValid != expected)
                    disagreements.Add($"seed {seed}: {schema} with {text}: oracle says {expected}");
            }
        }

        Assert.Empty(disagreements);
        Assert.InRange(valid, Schemas * InstancesEach / 10, Schemas * InstancesEach * 9 / 10);
    }
}
