using System.Text.Json;
using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Validation;

/// <summary>Turns a JSON value into an <see cref="Instance"/>, down to a limited depth.</summary>
internal sealed class InstanceReader(int maxDepth)
{
    private int _count;

    /// <summary>Reads a value; null when it is nested deeper than the limit.</summary>
    public Instance? Read(JsonElement element) => Read(element, null, -1, 0);

    /// <summary>A member's name as a value of its own, for <c>propertyNames</c>.</summary>
    public Instance Name(Instance owner, string name) => new() { Id = _count++, Kind = InstanceKind.String, Text = name, Parent = owner };

    private Instance? Read(JsonElement element, Instance? parent, int index, int depth)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Array or JsonValueKind.Object when depth >= maxDepth: return null;
            case JsonValueKind.Array or JsonValueKind.Object when DeepStack.IsShort:
                return DeepStack.Continue(static at => at.Self.Read(at.Element, at.Parent, at.Index, at.Depth), (Self: this, Element: element, Parent: parent, Index: index, Depth: depth));
            case JsonValueKind.Array: return ReadArray(element, parent, index, depth);
            case JsonValueKind.Object: return ReadObject(element, parent, index, depth);
            case JsonValueKind.String: return new Instance { Id = _count++, Kind = InstanceKind.String, Text = JsonText.Of(element), Parent = parent, Index = index };
            case JsonValueKind.Number: return new Instance { Id = _count++, Kind = InstanceKind.Number, Text = element.GetRawText(), Parent = parent, Index = index };
            case JsonValueKind.True or JsonValueKind.False:
                return new Instance { Id = _count++, Kind = InstanceKind.Boolean, Flag = element.ValueKind == JsonValueKind.True, Parent = parent, Index = index };
            default: return new Instance { Id = _count++, Kind = InstanceKind.Null, Parent = parent, Index = index };
        }
    }

    private Instance? ReadArray(JsonElement element, Instance? parent, int index, int depth)
    {
        var array = new Instance { Id = _count++, Kind = InstanceKind.Array, Parent = parent, Index = index };
        var items = new Instance[element.GetArrayLength()];
        var i = 0;
        foreach (var item in element.EnumerateArray())
        {
            if (Read(item, array, i, depth + 1) is not { } read) return null;
            items[i++] = read;
        }

        array.Children = items;
        return array;
    }

    private Instance? ReadObject(JsonElement element, Instance? parent, int index, int depth)
    {
        var result = new Instance { Id = _count++, Kind = InstanceKind.Object, Parent = parent, Index = index };
        var members = SchemaReader.Members(element);
        var names = new string[members.Count];
        var values = new Instance[members.Count];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = members[i].Key;
            if (Read(members[i].Value, result, i, depth + 1) is not { } read) return null;
            values[i] = read;
        }

        result.Names = names;
        result.Children = values;
        return result;
    }
}
