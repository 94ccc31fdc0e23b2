using System.Text;
using System.Text.Json;
using StructGen.Generation.Prompting.Shapes;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Parsing.Coercion;

/// <summary>Bends the members of one object: names that differ in case or punctuation are matched, extra ones dropped where the shape is closed.</summary>
internal sealed class MemberCoercion(AnswerCoercer coercer, AnswerNode node, TypeShape shape)
{
    private const int MissingMember = 100;

    private readonly List<AnswerRepair> _repairs = [];
    private readonly List<Coerced> _parts = [];
    private readonly AnswerNode _group = AnswerNode.Object(node.Offset);
    private ILookup<string, string>? _spellings;
    private int _penalty;
    private bool _changed;

    public Coerced Run()
    {
        var properties = new Dictionary<string, ShapeProperty>(StringComparer.Ordinal);
        foreach (var property in shape.Properties)
            properties.TryAdd(property.Name, property);
        var missing = new HashSet<string>(properties.Keys, StringComparer.Ordinal);
        missing.ExceptWith(node.Members.Select(member => member.Key));
        foreach (var (name, value) in node.Members)
        {
            if (properties.TryGetValue(name, out var property) || TryRename(name, value, missing, properties, out property))
                Add(property.Name, value, property.Shape, property.Required);
            else if (shape.Additional is { } additional)
                Add(name, value, additional, required: false);
            else if (shape.Closed)
                Change(1, "extra-key", value.Offset, $"'{AnswerCoercer.Brief(name)}' is not in the schema and was dropped.");
            else
                _group.Set(name, value);
        }

        _penalty += MissingMember * missing.Count(name => properties[name].Required);
        return new Coerced(_changed ? _group : node, Math.Min(_penalty, Coerced.Misfit - 1)) { Repairs = _repairs, Parts = _parts };
    }

    private void Add(string name, AnswerNode value, TypeShape valueShape, bool required)
    {
        if (value.Kind == JsonValueKind.Null && !required && !ShapeCore.IsNullable(valueShape))
        {
            Change(1, "null-dropped", value.Offset, $"'{AnswerCoercer.Brief(name)}' may be left out but not null: it was left out.");
            return;
        }

        if (value.Kind == JsonValueKind.Null && required && !ShapeCore.IsNullable(valueShape) && ShapeCore.Of(valueShape) is { Types: ShapeTypes.Array, Alternatives: null })
        {
            Change(10, "null-to-list", value.Offset, $"'{AnswerCoercer.Brief(name)}' is null where a list belongs: an empty list was taken.");
            _group.Set(name, AnswerNode.Array(value.Offset));
            return;
        }

        var coerced = coercer.Coerce(value, valueShape);
        _changed |= coerced.Node != value;
        _penalty += Math.Min(coerced.Penalty, Coerced.Misfit / 4);
        _parts.Add(coerced);
        _group.Set(name, coerced.Node);
    }

    private bool TryRename(string name, AnswerNode value, HashSet<string> missing, Dictionary<string, ShapeProperty> properties, out ShapeProperty property)
    {
        property = null!;
        if (missing.Count == 0 || shape.Additional is not null)
            return false;
        _spellings ??= missing.ToLookup(Bare);
        var found = _spellings[Bare(name)].Where(missing.Contains).Take(2).ToList();
        if (found.Count != 1 || found[0].Length == 0)
            return false;
        property = properties[found[0]];
        missing.Remove(found[0]);
        Change(1, "key-spelling", value.Offset, $"'{AnswerCoercer.Brief(name)}' was taken as '{property.Name}'.");
        return true;
    }

    private void Change(int penalty, string kind, int offset, string message)
    {
        _changed = true;
        _penalty += penalty;
        _repairs.Add(new AnswerRepair(kind, offset, message));
    }

    internal static string Bare(string name)
    {
        var bare = new StringBuilder(name.Length);
        foreach (var unit in name.Where(char.IsLetterOrDigit))
            bare.Append(char.ToLowerInvariant(unit));
        return bare.ToString();
    }
}
