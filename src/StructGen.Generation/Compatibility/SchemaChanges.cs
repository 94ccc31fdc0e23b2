using System.Text.Json;
using StructGen.Constraints;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Compatibility;

/// <summary>Finds what two schemas write differently, at the deepest keyword: <c>minimum</c> of <c>/properties/age</c>, not the whole of <c>properties</c>.</summary>
internal sealed class SchemaChanges
{
    private readonly List<SchemaChange> _changes = [];

    /// <summary>The differences in document order.</summary>
    public static IReadOnlyList<SchemaChange> Between(JsonElement before, JsonElement after)
    {
        var walk = new SchemaChanges();
        walk.Compare([], before, after);
        return walk._changes;
    }

    /// <summary>A schema with one difference made.</summary>
    public static JsonElement Apply(JsonElement schema, SchemaChange change) => JsonText.Build(writer => Write(writer, schema, change, 0));

    private void Compare(string[] path, JsonElement before, JsonElement after)
    {
        if (DeepStack.IsShort)
        {
            DeepStack.Continue(static at => at.Self.Compare(at.Path, at.Before, at.After), (Self: this, Path: path, Before: before, After: after));
            return;
        }

        if (JsonText.Same(before, after)) return;
        if (before.ValueKind != JsonValueKind.Object || after.ValueKind != JsonValueKind.Object)
        {
            Add(path, path, "", before, after);
            return;
        }

        foreach (var (name, old, now) in Members(before, after)) CompareKeyword(path, name, old, now);
    }

    private void CompareKeyword(string[] path, string keyword, JsonElement? before, JsonElement? after)
    {
        string[] at = [.. path, keyword];
        if (before is not { } old || after is not { } now) Add(path, at, keyword, before, after);
        else if (KeywordForms.Maps.Contains(keyword) && AreBoth(old, now, JsonValueKind.Object)) CompareMap(at, keyword, old, now);
        else if (KeywordForms.Single.Contains(keyword) && IsSchema(old) && IsSchema(now)) Compare(at, old, now);
        else if (KeywordForms.Lists.Contains(keyword) && AreBoth(old, now, JsonValueKind.Array) && old.GetArrayLength() == now.GetArrayLength()) CompareList(at, old, now);
        else if (!JsonText.Same(old, now)) Add(path, at, keyword, old, now);
    }

    private void CompareMap(string[] path, string keyword, JsonElement before, JsonElement after)
    {
        foreach (var (name, old, now) in Members(before, after))
        {
            string[] at = [.. path, name];
            if (old is { } known && now is { } next && IsSchema(known) && IsSchema(next)) Compare(at, known, next);
            else if (old is null || now is null || !JsonText.Same(old.Value, now.Value)) Add(at, at, keyword, old, now);
        }
    }

    private void CompareList(string[] path, JsonElement before, JsonElement after)
    {
        for (var index = 0; index < before.GetArrayLength(); index++) Compare([.. path, $"{index}"], before[index], after[index]);
    }

    private void Add(string[] holder, string[] path, string keyword, JsonElement? before, JsonElement? after)
    {
        var kind = before is null ? SchemaChangeKind.Added : after is null ? SchemaChangeKind.Removed : SchemaChangeKind.Changed;
        _changes.Add(new SchemaChange(string.Concat(holder.Select(name => "/" + JsonPointerText.Escape(name))), keyword, kind, before, after) { Path = path });
    }

    private static IEnumerable<(string Name, JsonElement? Before, JsonElement? After)> Members(JsonElement before, JsonElement after)
    {
        var names = before.EnumerateObject().Concat(after.EnumerateObject()).Select(member => member.Name).Distinct(StringComparer.Ordinal);
        return names.Select(name => (name, Member(before, name), Member(after, name)));
    }

    private static JsonElement? Member(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value : null;

    private static bool IsSchema(JsonElement value) => value.ValueKind is JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False;

    private static bool AreBoth(JsonElement one, JsonElement other, JsonValueKind kind) => one.ValueKind == kind && other.ValueKind == kind;

    private static void Write(Utf8JsonWriter writer, JsonElement element, SchemaChange change, int depth)
    {
        if (DeepStack.IsShort)
        {
            DeepStack.Continue(static at => Write(at.Writer, at.Element, at.Change, at.Depth), (Writer: writer, Element: element, Change: change, Depth: depth));
            return;
        }

        if (depth == change.Path.Count) change.After!.Value.WriteTo(writer);
        else if (element.ValueKind == JsonValueKind.Array) WriteItems(writer, element, change, depth);
        else WriteMembers(writer, element, change, depth);
    }

    private static void WriteItems(Utf8JsonWriter writer, JsonElement element, SchemaChange change, int depth)
    {
        writer.WriteStartArray();
        for (var index = 0; index < element.GetArrayLength(); index++)
        {
            if ($"{index}" == change.Path[depth]) Write(writer, element[index], change, depth + 1);
            else element[index].WriteTo(writer);
        }

        writer.WriteEndArray();
    }

    private static void WriteMembers(Utf8JsonWriter writer, JsonElement element, SchemaChange change, int depth)
    {
        var name = change.Path[depth];
        var isLast = depth == change.Path.Count - 1;
        var isThere = false;
        writer.WriteStartObject();
        foreach (var member in element.EnumerateObject())
        {
            isThere |= member.Name == name;
            if (member.Name == name && isLast && change.After is null) continue;
            writer.WritePropertyName(member.Name);
            if (member.Name == name) Write(writer, member.Value, change, depth + 1);
            else member.Value.WriteTo(writer);
        }

        if (!isThere)
        {
            writer.WritePropertyName(name);
            change.After!.Value.WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}
