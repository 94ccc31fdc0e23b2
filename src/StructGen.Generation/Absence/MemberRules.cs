using System.Text.Json;
using StructGen.Constraints;
using StructGen.Generation.Prompting;
using StructGen.Generation.Prompting.Shapes;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Absence;

/// <summary>Reads the rules of a schema's members: <c>x-absent</c> where it stands, else the request's policy; checks that each policy has what it needs.</summary>
internal sealed class MemberRules
{
    private const string Keyword = "x-absent";
    private const int ReferenceSteps = 16;

    private readonly SchemaMap _map;
    private readonly List<ConstraintError> _errors = [];

    private MemberRules(SchemaMap map) => _map = map;

    /// <summary>The rules by place; empty where neither request nor schema speak of absence.</summary>
    /// <exception cref="InexpressibleException">A policy lacks what it needs, or there is none of that name; all places are named.</exception>
    public static Dictionary<string, MemberRule> Read(SchemaMap map, AbsencePolicy? requested) => new MemberRules(map).Read(requested);

    private Dictionary<string, MemberRule> Read(AbsencePolicy? requested)
    {
        var asked = new List<(SchemaPlace Place, AbsencePolicy Policy, bool IsOwn)>();
        foreach (var place in _map.Places)
        {
            var own = place.Schema.ValueKind == JsonValueKind.Object && place.Schema.TryGetProperty(Keyword, out var word) ? PolicyOf(word, place.Pointer) : null;
            if (place.IsMember && place.Schema.ValueKind == JsonValueKind.Object && (own ?? requested) is { } policy) asked.Add((place, policy, own is not null));
        }

        if (asked.Count == 0) return _errors.Count == 0 ? [] : throw InexpressibleException.At(_errors);
        var probe = SchemaValidator.Create(new MarkedSchemaWriter(_map, [], []).WriteProbe([.. asked.Select(entry => entry.Place.Pointer)]));
        var rules = new Dictionary<string, MemberRule>(StringComparer.Ordinal);
        for (var index = 0; index < asked.Count; index++)
        {
            var (place, policy, isOwn) = asked[index];
            var name = $"m{index}";
            bool Admits(JsonElement value) => probe.IsValid(JsonText.Wrap(name, value));
            var standard = policy == AbsencePolicy.Default ? DefaultOf(place) : null;
            if (standard is { } value && !Admits(value))
                _errors.Add(new ConstraintError($"{place.Pointer}/default", "default", "The default is no value of its own schema, so it cannot stand for an absent value: mend it."));
            if (standard is null && policy == AbsencePolicy.Default && isOwn)
                _errors.Add(new ConstraintError(place.Pointer, Keyword, "x-absent is \"default\" but there is no default: add one, or choose null, omit or error."));
            rules[place.Pointer] = new MemberRule(place.Pointer, policy, isOwn, Admits(JsonText.Parse("null")), standard);
        }

        CheckRequired(rules);
        return _errors.Count == 0 ? rules : throw InexpressibleException.At(_errors);
    }

    private void CheckRequired(Dictionary<string, MemberRule> rules)
    {
        foreach (var (schema, pointer, _) in _map.Places)
        {
            if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object) continue;
            foreach (var name in properties.EnumerateObject().Select(property => property.Name).Where(name => SchemaKeywords.Requires(schema, name)))
            {
                if (!rules.TryGetValue($"{pointer}/properties/{JsonPointerText.Escape(name)}", out var rule) || rule.Resolve(required: true) != AbsentMember.Error) continue;
                if (rule.Policy == AbsencePolicy.Null)
                    _errors.Add(new ConstraintError(rule.Pointer, Keyword, $"'{name}' is required and does not admit null, so an absent value cannot be null: let it admit null, make it optional, or choose error or, with a default, default."));
                else if (rule is { Policy: AbsencePolicy.Default, IsOwn: false })
                    _errors.Add(new ConstraintError(rule.Pointer, Keyword, $"'{name}' is required and has no default to stand for an absent value: add a default, make it optional, or choose another x-absent for it."));
            }
        }
    }

    private AbsencePolicy? PolicyOf(JsonElement word, string pointer)
    {
        AbsencePolicy? policy = word.ValueKind != JsonValueKind.String ? null : word.GetString() switch
        {
            "null" => AbsencePolicy.Null,
            "omit" => AbsencePolicy.Omit,
            "default" => AbsencePolicy.Default,
            "error" => AbsencePolicy.Error,
            _ => null,
        };
        if (policy is null) _errors.Add(new ConstraintError($"{pointer}/{Keyword}", Keyword, "x-absent is one of \"null\", \"omit\", \"default\" and \"error\", as text."));
        return policy;
    }

    /// <summary>The schema's own default or that of what it refers to.</summary>
    private JsonElement? DefaultOf(SchemaPlace place)
    {
        for (var step = 0; step < ReferenceSteps; step++)
        {
            if (place.Schema.ValueKind != JsonValueKind.Object) return null;
            if (place.Schema.TryGetProperty("default", out var value)) return value;
            if (_map.Target(place.Schema) is not { } target) return null;
            place = target;
        }

        return null;
    }
}
