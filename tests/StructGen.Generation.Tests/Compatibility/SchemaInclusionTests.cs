using System.Diagnostics;
using System.Text.Json;
using StructGen.Constraints;
using StructGen.Constraints.Tests.Validation;
using StructGen.Generation.Compatibility;

namespace StructGen.Generation.Tests.Compatibility;

/// <summary>Proofs over random schemas in which keywords meet often, judged by the validator.</summary>
public sealed class SchemaInclusionTests(ITestOutputHelper output)
{
    private const int Seeds = 120;

    [Theory]
    [InlineData("http://json-schema.org/draft-07/schema#")]
    [InlineData("https://json-schema.org/draft/2020-12/schema")]
    public void Decide_RandomPairs_NoInstanceContradictsAProof(string draft)
    {
        var (proved, refuted, open) = (0, 0, 0);
        for (var seed = 0; seed < Seeds; seed++)
        {
            var random = new RandomSchemas(seed, draft);
            var (one, other) = (ToElement(random.Schema()), ToElement(random.Schema()));
            if (!IsSchema(one) || !IsSchema(other)) continue;
            foreach (var (inner, outer) in new[] { (one, other), (other, one), (one, Any(one, other)), (All(one, other), other) })
            {
                var began = Stopwatch.GetTimestamp();
                var inclusion = SchemaInclusion.Decide(inner, outer);
                if (Stopwatch.GetElapsedTime(began) is { TotalSeconds: > 1 } took) output.WriteLine($"seed {seed}: {took.TotalSeconds:F1} s, {inclusion.Holds} {inclusion.Reason}");
                if (inclusion.Holds is null) open++;
                else if (inclusion.Holds == false) refuted++;
                else proved++;
                if (inclusion.Holds != true) continue;
                var (from, to) = (SchemaValidator.Create(inner), SchemaValidator.Create(outer));
                for (var count = 0; count < 40; count++)
                {
                    var instance = ToElement(random.Instance(3));
                    Assert.True(!from.IsValid(instance) || to.IsValid(instance), $"seed {seed}: {instance} is valid under {inner} and not under {outer}");
                }
            }
        }

        output.WriteLine($"{proved} proved, {refuted} refuted with an instance, {open} left open");
        Assert.True(open < (proved + refuted) / 20, $"{open} left open of {proved + refuted + open}");
    }

    /// <summary>A part includes a conjunction it is part of, an alternative is included in a choice it belongs to.</summary>
    [Theory]
    [InlineData("http://json-schema.org/draft-07/schema#")]
    [InlineData("https://json-schema.org/draft/2020-12/schema")]
    public void Decide_ConjunctionsAndChoices_AreNeverRefuted(string draft)
    {
        var proved = 0;
        for (var seed = 0; seed < Seeds; seed++)
        {
            var random = new RandomSchemas(seed, draft);
            var (one, other) = (ToElement(random.Schema()), ToElement(random.Schema()));
            if (!IsSchema(one) || !IsSchema(other)) continue;
            Inclusion[] inclusions = [SchemaInclusion.Decide(one, one), SchemaInclusion.Decide(one, Any(one, other)), SchemaInclusion.Decide(All(one, other), other)];
            Assert.All(inclusions, inclusion => Assert.True(inclusion.Holds != false, $"seed {seed}: {inclusion.Witness} for {one} and {other}"));
            proved += inclusions.Count(inclusion => inclusion.Holds == true);
        }

        Assert.True(proved > Seeds * 2, $"only {proved} proved");
    }

    private static JsonElement All(JsonElement one, JsonElement other) => Join("allOf", one, other);

    private static JsonElement Any(JsonElement one, JsonElement other) => Join("anyOf", one, other);

    /// <summary>Both as resources of their own, so that each keeps its definitions.</summary>
    private static JsonElement Join(string keyword, JsonElement one, JsonElement other) => JsonElement.Parse(
        $$"""{"$schema": {{one.GetProperty("$schema").GetRawText()}}, "{{keyword}}": [{{WithId(one, "https://example.com/one")}}, {{WithId(other, "https://example.com/other")}}]}""");

    private static string WithId(JsonElement schema, string id) => $$"""{"$id": "{{id}}", {{schema.GetRawText()[1..]}}""";

    private static bool IsSchema(JsonElement schema)
    {
        try
        {
            return SchemaValidator.Create(schema) is not null;
        }
        catch (InvalidSchemaException)
        {
            return false; // A reference loop.
        }
    }

    private static JsonElement ToElement(System.Text.Json.Nodes.JsonNode? node) => JsonSerializer.SerializeToElement(node);
}
