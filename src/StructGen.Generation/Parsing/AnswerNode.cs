using System.Text.Json;

namespace StructGen.Generation.Parsing;

/// <summary>A value as it was read from an answer, with the place where it stands.</summary>
internal sealed class AnswerNode
{
    private AnswerNode(JsonValueKind kind, string text, int offset)
    {
        Kind = kind;
        Text = text;
        Offset = offset;
    }

    public JsonValueKind Kind { get; }

    /// <summary>The text of a string; the digits of a number as written, valid JSON.</summary>
    public string Text { get; }

    /// <summary>UTF-16 offset into the answer.</summary>
    public int Offset { get; }

    /// <summary>Whether the language has only text, so that reading <c>12</c> as a number is no repair.</summary>
    public bool Untyped { get; init; }

    public List<KeyValuePair<string, AnswerNode>> Members { get; init; } = [];

    public List<AnswerNode> Items { get; init; } = [];

    public bool IsScalar => Kind is not (JsonValueKind.Object or JsonValueKind.Array);

    public static AnswerNode Object(int offset) => new(JsonValueKind.Object, "", offset);

    public static AnswerNode Array(int offset) => new(JsonValueKind.Array, "", offset);

    public static AnswerNode String(string text, int offset, bool untyped = false) => new(JsonValueKind.String, text, offset) { Untyped = untyped };

    public static AnswerNode Number(string digits, int offset) => new(JsonValueKind.Number, digits, offset);

    public static AnswerNode Boolean(bool value, int offset) => new(value ? JsonValueKind.True : JsonValueKind.False, "", offset);

    public static AnswerNode Null(int offset) => new(JsonValueKind.Null, "", offset);

    /// <summary>Sets a member; a repeated name keeps its place and takes the new value.</summary>
    /// <returns>Whether the name was there already.</returns>
    public bool Set(string name, AnswerNode value)
    {
        _names ??= new Dictionary<string, int>(StringComparer.Ordinal);
        if (_names.TryGetValue(name, out var place))
        {
            Members[place] = KeyValuePair.Create(name, value);
            return true;
        }

        _names[name] = Members.Count;
        Members.Add(KeyValuePair.Create(name, value));
        return false;
    }

    private Dictionary<string, int>? _names;
}
