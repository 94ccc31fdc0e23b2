using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using StructGen.Constraints;
using StructGen.Generation.Absence;
using StructGen.Generation.Planning;
using StructGen.Generation.Prompting;
using StructGen.Generation.Requests;
using StructGen.Generation.Validation;

namespace StructGen.Generation.Tests.Absence;

/// <summary>The absence contract for generated schemas, complete instances and random absences.</summary>
public sealed class AbsencePlanTests
{
    private static readonly JsonNode?[] Others = [JsonValue.Create("zz"), JsonValue.Create(0), JsonValue.Create(true), JsonValue.Create("a"), JsonValue.Create(1.25), new JsonObject(), new JsonArray()];

    [Fact]
    public void Marked_CompleteInstance_IsAcceptedAndUnchanged() => AbsenceGen.Samples.Sample(
        sample =>
        {
            var schema = Schema(sample.Schema);
            Assert.True(schema.Validate(sample.Data).Valid);
            var plan = AbsencePlan.Create(schema, AbsencePolicy.Error)!;
            Assert.True(plan.Marked.Validate(sample.Data).Valid);
            var projected = plan.Projection.Project(sample.Data);
            Assert.Equal(sample.Data.GetRawText(), projected.Data.GetRawText());
            Assert.Empty(projected.Absent);
        },
        iter: 1000);

    [Fact]
    public void Marked_InstanceWithoutNull_IsJudgedAsByTheCallersSchema() => AbsenceGen.Samples.Sample(
        sample =>
        {
            var (schema, random) = (Schema(sample.Schema), new Random(sample.Seed));
            var marked = AbsencePlan.Create(schema, AbsencePolicy.Error)!.Marked;
            for (var round = 0; round < 5; round++)
            {
                var instance = JsonNode.Parse(sample.Data.GetRawText())!;
                var members = Members(instance).ToList();
                var (owner, name) = members[random.Next(members.Count)];
                if (random.Next(3) == 0) owner.Remove(name);
                else owner[name] = Others[random.Next(Others.Length)]?.DeepClone();
                var data = JsonElement.Parse(instance.ToJsonString());
                Assert.True(schema.Validate(data).Valid == marked.Validate(data).Valid, $"data {data}\nmarked {marked.Json}");
            }
        },
        iter: 1000);

    [Theory]
    [InlineData(AbsencePolicy.Null)]
    [InlineData(AbsencePolicy.Omit)]
    [InlineData(AbsencePolicy.Default)]
    [InlineData(AbsencePolicy.Error)]
    [InlineData(null)]
    public void Project_RandomAbsences_IsValidDataOrNamesWhatIsMissing(AbsencePolicy? policy) => AbsenceGen.Samples.Sample(
        sample =>
        {
            var (schema, random) = (Schema(sample.Schema), new Random(sample.Seed));
            AbsencePlan? plan;
            try
            {
                plan = AbsencePlan.Create(schema, policy);
            }
            catch (InexpressibleException refused)
            {
                Assert.NotEmpty(refused.Errors);
                Assert.True(policy is AbsencePolicy.Null or AbsencePolicy.Default);
                return;
            }

            if (plan is null) return;
            var instance = JsonNode.Parse(sample.Data.GetRawText())!;
            foreach (var (owner, name) in Members(instance).ToList())
            {
                if (random.Next(3) == 0) owner[name] = null;
            }

            var answer = JsonElement.Parse(instance.ToJsonString());
            var isMarked = plan.Marked.Validate(answer).Valid;
            Assert.True(isMarked || policy is null, $"answer {answer}\nmarked {plan.Marked.Json}\n{string.Join("; ", plan.Marked.Validate(answer).Errors)}");
            var projected = plan.Projection.Project(answer);
            var verdict = schema.Validate(projected.Data);
            if (isMarked && projected.Missing.Count == 0)
                Assert.True(verdict.Valid || projected.Absent.Any(pointer => IsNeededElsewhere(pointer)), $"answer {answer}\nprojected {projected.Data}\n{string.Join("; ", verdict.Errors)}");
            Assert.All(projected.Missing, pointer => Assert.Contains(pointer, projected.Absent));
        },
        iter: 1000);

    [Theory]
    [InlineData(Overlap, "{\"a\": \"x\"}", true)]
    [InlineData(Overlap, "{\"a\": \"x\", \"b\": \"y\"}", false)]
    [InlineData(Overlap, "{\"a\": null}", true)]
    [InlineData(Overlap, "{\"a\": \"x\", \"b\": null}", true)]
    [InlineData(Overlap, "{\"c\": 1}", false)]
    [InlineData(Referred, "{\"first\": {\"id\": 1}, \"second\": {\"id\": null}, \"list\": [{\"id\": null}], \"ids\": [1]}", true)]
    [InlineData(Referred, "{\"first\": null, \"second\": null, \"list\": null, \"ids\": null}", true)]
    [InlineData(Referred, "{\"list\": [null]}", false)]
    [InlineData(Referred, "{\"ids\": [null]}", false)]
    [InlineData(Referred, "{\"first\": {\"id\": \"1\"}}", false)]
    [InlineData(Negated, "{\"v\": {\"k\": 1}}", false)]
    [InlineData(Negated, "{\"v\": {\"k\": null}}", true)]
    [InlineData(Negated, "{\"v\": {\"k\": 2}}", true)]
    [InlineData(Branch, "{\"pet\": {\"name\": null}, \"other\": {\"name\": \"x\"}}", true)]
    [InlineData(Branch, "{\"pet\": {\"name\": 5}}", false)]
    [InlineData(Branch, "{\"other\": {\"name\": 5}}", false)]
    [InlineData("{\"properties\": {\"never\": false}}", "{\"never\": null}", false)]
    [InlineData("{\"properties\": {\"c\": {\"const\": 1}, \"e\": {\"enum\": [1, 2], \"type\": \"integer\"}}}", "{\"c\": null, \"e\": null}", true)]
    [InlineData("{\"properties\": {\"c\": {\"const\": 1}}}", "{\"c\": 2}", false)]
    public void Marked_Instance_IsAcceptedOrNot(string schema, string instance, bool isAccepted)
    {
        var marked = AbsencePlan.Create(Schema(schema), AbsencePolicy.Error)?.Marked ?? Schema(schema);
        Assert.Equal(isAccepted, marked.Validate(JsonElement.Parse(instance)).Valid);
        var constraint = new ConstraintCompiler(ByteVocabulary.Shared).Compile(marked.Json);
        Assert.True(constraint.Report.IsComplete);
    }

    private const string Overlap = """{"oneOf": [{"properties": {"a": {"type": "string"}}, "required": ["a"]}, {"properties": {"b": {"type": "string"}}, "required": ["b"]}]}""";

    private const string Referred = """
        {"$schema": "http://json-schema.org/draft-07/schema#", "type": "object",
         "properties": {"first": {"type": "object", "properties": {"id": {"type": "integer"}}}, "second": {"$ref": "#/properties/first"},
         "list": {"type": "array", "items": {"$ref": "#/properties/first"}}, "ids": {"type": "array", "items": {"$ref": "#/properties/first/properties/id"}}}}
        """;

    private const string Negated = """{"properties": {"v": {"$ref": "#/$defs/v", "not": {"$ref": "#/$defs/one"}}}, "$defs": {"v": {"type": "object", "properties": {"k": {"type": "integer"}}}, "one": {"properties": {"k": {"const": 1}}, "required": ["k"]}}}""";

    private const string Branch = """
        {"properties": {"pet": {"oneOf": [{"type": "object", "properties": {"name": {"type": "string"}}}, {"type": "array"}]}, "other": {"$ref": "#/properties/pet/oneOf/0"}}}
        """;

    /// <summary>Members whose absence changes what a condition or a variant asks for: the pipeline names them in an absent-value.</summary>
    private static bool IsNeededElsewhere(string pointer) => pointer.EndsWith("/kind", StringComparison.Ordinal) || pointer.EndsWith("/more", StringComparison.Ordinal) || pointer.EndsWith("/v", StringComparison.Ordinal);

    private static AnswerSchema Schema(string json) => AnswerSchemas.Create(JsonElement.Parse(json), isSpec: false);

    private static IEnumerable<(JsonObject Owner, string Name)> Members(JsonNode? node) => node switch
    {
        JsonObject group => group.ToList().SelectMany(member => Members(member.Value).Append((group, member.Key))),
        JsonArray list => list.ToList().SelectMany(Members),
        _ => [],
    };
}
