using System.Text.Json;
using StructGen.Constraints;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Absence;

/// <summary>Turns answers to a marked schema back into data of the caller's: each null member that a rule speaks of becomes what the rule says.</summary>
/// <remarks>
/// Which rules speak of a member is found by walking the answer together with all subschemas that apply to it; of alternatives those are followed whose
/// types and constant members the answer does not contradict. An answer without null comes back as it is. Immutable, safe to share between threads.
/// </remarks>
internal sealed class AnswerProjection(SchemaMap map, IReadOnlyDictionary<string, MemberRule> rules)
{
    public ProjectedAnswer Project(JsonElement answer)
    {
        var run = new Run(map, rules);
        var data = JsonText.Build(writer => run.Write(writer, answer, [new SchemaPlace(map.Root, "")], ""));
        return run.Absent.Count == 0 ? new ProjectedAnswer(answer, [], []) : new ProjectedAnswer(data, run.Absent, run.Missing);
    }

    /// <summary>The answer with null for each required member that is missing and may be absent: in XML what is not there has no other form.</summary>
    public JsonElement Fill(JsonElement answer)
    {
        var run = new Run(map, rules) { IsFilling = true };
        var filled = JsonText.Build(writer => run.Write(writer, answer, [new SchemaPlace(map.Root, "")], ""));
        return run.Absent.Count == 0 ? answer : filled;
    }

    private sealed class Run(SchemaMap map, IReadOnlyDictionary<string, MemberRule> rules)
    {
        private readonly ApplicableSchemas _applicable = new(map);

        public bool IsFilling { get; init; }

        public List<string> Absent { get; } = [];

        public List<string> Missing { get; } = [];

        public void Write(Utf8JsonWriter writer, JsonElement value, List<SchemaPlace> places, string pointer)
        {
            if (DeepStack.IsShort)
            {
                DeepStack.Continue(static at => at.Self.Write(at.Writer, at.Value, at.Places, at.Pointer), (Self: this, Writer: writer, Value: value, Places: places, Pointer: pointer));
                return;
            }

            if (value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array) || places.Count == 0)
            {
                value.WriteTo(writer);
                return;
            }

            var all = _applicable.Of(places, value);
            if (value.ValueKind == JsonValueKind.Object) WriteObject(writer, value, all, pointer);
            else WriteArray(writer, value, all, pointer);
        }

        private void WriteObject(Utf8JsonWriter writer, JsonElement value, List<SchemaPlace> schemas, string pointer)
        {
            writer.WriteStartObject();
            foreach (var member in value.EnumerateObject())
            {
                var places = _applicable.OfMember(schemas, member.Name);
                var place = $"{pointer}/{JsonPointerText.Escape(member.Name)}";
                if (!IsFilling && member.Value.ValueKind == JsonValueKind.Null && RuleOf(places) is { } rule)
                {
                    Replace(writer, member.Name, rule, schemas.Any(schema => SchemaKeywords.Requires(schema.Schema, member.Name)), place);
                    continue;
                }

                writer.WritePropertyName(member.Name);
                Write(writer, member.Value, places, place);
            }

            if (IsFilling) WriteMissing(writer, value, all: schemas, pointer);
            writer.WriteEndObject();
        }

        private void WriteMissing(Utf8JsonWriter writer, JsonElement value, List<SchemaPlace> all, string pointer)
        {
            foreach (var name in all.SelectMany(schema => SchemaKeywords.Required(schema.Schema)).Distinct().Where(name => !value.TryGetProperty(name, out _)))
            {
                if (RuleOf(_applicable.OfMember(all, name)) is null) continue;
                Absent.Add($"{pointer}/{JsonPointerText.Escape(name)}");
                writer.WriteNull(name);
            }
        }

        private void WriteArray(Utf8JsonWriter writer, JsonElement value, List<SchemaPlace> schemas, string pointer)
        {
            writer.WriteStartArray();
            var index = 0;
            foreach (var item in value.EnumerateArray())
            {
                Write(writer, item, ApplicableSchemas.OfItem(schemas, index), $"{pointer}/{index}");
                index++;
            }

            writer.WriteEndArray();
        }

        private void Replace(Utf8JsonWriter writer, string name, MemberRule rule, bool isRequired, string pointer)
        {
            Absent.Add(pointer);
            var becomes = rule.Resolve(isRequired);
            if (becomes == AbsentMember.LeftOut) return;
            if (becomes == AbsentMember.Error) Missing.Add(pointer);
            writer.WritePropertyName(name);
            if (becomes == AbsentMember.Default) rule.Default!.Value.WriteTo(writer);
            else writer.WriteNullValue();
        }

        /// <summary>A subschema's own word goes before the request's; null is admitted only where all admit it.</summary>
        private MemberRule? RuleOf(List<SchemaPlace> places)
        {
            MemberRule? chosen = null;
            var admitsNull = true;
            foreach (var place in places)
            {
                if (!rules.TryGetValue(place.Pointer, out var rule)) continue;
                admitsNull &= rule.AdmitsNull;
                if (chosen is null || (rule.IsOwn && !chosen.IsOwn) || (rule.IsOwn == chosen.IsOwn && chosen.Default is null && rule.Default is not null)) chosen = rule;
            }

            return chosen is null ? null : chosen with { AdmitsNull = admitsNull };
        }
    }
}
