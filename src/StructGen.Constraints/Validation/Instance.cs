using System.Globalization;
using System.Text;
using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Validation;

/// <summary>A value under validation: read once, so that strings are decoded, numbers parsed and duplicate names settled (the last wins) once.</summary>
/// <remarks>The dense <see cref="Id"/> makes verdicts about the value cheap to remember; the way back to the root gives its pointer when an error is written.</remarks>
internal sealed class Instance
{
    private ExactNumber? _number;
    private Dictionary<string, int>? _places;
    private int _hash;

    /// <summary>Objects with more members than this get a dictionary.</summary>
    private const int MaxScanned = 8;

    public required int Id { get; init; }

    public required InstanceKind Kind { get; init; }

    public Instance? Parent { get; init; }

    /// <summary>Place among the parent's items or members; −1 for a member's name and for the root.</summary>
    public int Index { get; init; } = -1;

    public bool Flag { get; init; }

    /// <summary>A string's content, a number as written.</summary>
    public string Text { get; init; } = "";

    /// <summary>Items of an array, values of an object's members.</summary>
    public Instance[] Children { get; set; } = [];

    /// <summary>Names of an object's members.</summary>
    public string[] Names { get; set; } = [];

    /// <exception cref="NumberLimitException">It has more digits than are compared.</exception>
    public ExactNumber Number => _number ??= ExactNumber.TryParse(Text, out var number) ? number : throw new NumberLimitException(this);

    public bool IsInteger => Text.AsSpan().IndexOfAny(".eE") < 0 || Number.IsInteger;

    /// <summary>Length of a string in code points.</summary>
    public int CodePoints
    {
        get
        {
            var count = Text.Length;
            for (var i = 1; i < Text.Length; i++)
            {
                if (char.IsLowSurrogate(Text[i]) && char.IsHighSurrogate(Text[i - 1])) count--;
            }

            return count;
        }
    }

    public bool Is(SchemaTypes types) => Kind switch
    {
        InstanceKind.Null => (types & SchemaTypes.Null) != 0,
        InstanceKind.Boolean => (types & SchemaTypes.Boolean) != 0,
        InstanceKind.String => (types & SchemaTypes.String) != 0,
        InstanceKind.Array => (types & SchemaTypes.Array) != 0,
        InstanceKind.Object => (types & SchemaTypes.Object) != 0,
        _ => (types & SchemaTypes.Number) != 0
            || ((types & SchemaTypes.Integer) != 0 && IsInteger)
            || ((types & SchemaTypes.StrictInteger) != 0 && Text.AsSpan().IndexOfAny(".eE") < 0),
    };

    /// <summary>Place of a member; −1 when there is none of that name.</summary>
    public int Find(string name)
    {
        if (Names.Length <= MaxScanned) return Array.IndexOf(Names, name);
        if (_places is null)
        {
            _places = new Dictionary<string, int>(Names.Length, StringComparer.Ordinal);
            for (var i = 0; i < Names.Length; i++) _places[Names[i]] = i;
        }

        return _places.GetValueOrDefault(name, -1);
    }

    /// <summary>JSON pointer from the root. A member's name is shown at its object.</summary>
    public string Pointer()
    {
        var steps = new List<string>();
        for (var value = this; value.Parent is { } parent; value = parent)
        {
            if (value.Index < 0) continue;
            steps.Add(parent.Kind == InstanceKind.Array ? $"/{value.Index}" : "/" + JsonPointer.Escape(parent.Names[value.Index]));
        }

        steps.Reverse();
        return string.Concat(steps);
    }

    /// <summary>JSON equality: numbers by value, members in any order.</summary>
    public bool SameAs(Instance other)
    {
        if (DeepStack.IsShort) return DeepStack.Continue(static at => at.Self.SameAs(at.Other), (Self: this, Other: other));
        if (ReferenceEquals(this, other)) return true;
        if (Kind != other.Kind || GetStableHash() != other.GetStableHash()) return false;
        switch (Kind)
        {
            case InstanceKind.Null: return true;
            case InstanceKind.Boolean: return Flag == other.Flag;
            case InstanceKind.String: return Text == other.Text;
            case InstanceKind.Number: return Text == other.Text || Number == other.Number;
        }

        if (Children.Length != other.Children.Length) return false;
        for (var i = 0; i < Children.Length; i++)
        {
            var place = Kind == InstanceKind.Array ? i : other.Find(Names[i]);
            if (place < 0 || !Children[i].SameAs(other.Children[place])) return false;
        }

        return true;
    }

    /// <summary>A hash that equal values share.</summary>
    public int GetStableHash()
    {
        if (_hash != 0) return _hash;
        if (DeepStack.IsShort) return DeepStack.Continue(static at => at.GetStableHash(), this);
        var hash = new HashCode();
        hash.Add(Kind);
        switch (Kind)
        {
            case InstanceKind.Boolean: hash.Add(Flag); break;
            case InstanceKind.String: hash.Add(Text); break;
            case InstanceKind.Number: hash.Add(Number); break;
            case InstanceKind.Array:
                foreach (var item in Children) hash.Add(item.GetStableHash());
                break;
            case InstanceKind.Object:
                var members = 0;
                for (var i = 0; i < Names.Length; i++) members ^= HashCode.Combine(Names[i], Children[i].GetStableHash());
                hash.Add(members);
                break;
        }

        return _hash = hash.ToHashCode() | 1;
    }

    /// <summary>The value as a message shows it: its JSON text, shortened.</summary>
    public override string ToString() => Kind switch
    {
        InstanceKind.Null => "null",
        InstanceKind.Boolean => Flag ? "true" : "false",
        InstanceKind.Number => Excerpt.Shorten(Text),
        InstanceKind.String => Excerpt.Shorten(Quote(Text)),
        InstanceKind.Array => Children.Length == 0 ? "[]" : $"an array of {Children.Length} item{(Children.Length == 1 ? "" : "s")}",
        _ => Names.Length == 0 ? "{}" : Excerpt.Shorten($"an object with {string.Join(", ", Names.Take(6).Select(Quote))}{(Names.Length > 6 ? ", …" : "")}"),
    };

    /// <summary>A text as a JSON string, with no more escapes than JSON demands.</summary>
    public static string Quote(string text)
    {
        if (text.AsSpan().IndexOfAny('"', '\\') < 0 && text.AsSpan().IndexOfAnyInRange('\0', '\u001f') < 0) return $"\"{text}\"";
        var quoted = new StringBuilder(text.Length + 8).Append('"');
        foreach (var character in text)
        {
            _ = character switch
            {
                '"' or '\\' => quoted.Append('\\').Append(character),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                < ' ' => quoted.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture)),
                _ => quoted.Append(character),
            };
        }

        return quoted.Append('"').ToString();
    }
}
