using System.Text.Json;

namespace StructGen.RepairBench.Texts;

internal enum TokenKind
{
    Open,
    Close,
    Comma,
    Colon,
    Name,
    Text,
    Number,
    Word,
    Space,
}

/// <summary>A piece of a written document that a damage can change; its text may become anything, what it stood for stays known.</summary>
internal sealed class JsonToken(TokenKind kind, string text, IReadOnlyList<string> path, int container, bool inList)
{
    public TokenKind Kind { get; } = kind;

    public string Text { get; set; } = text;

    /// <summary>Path of the value; of a name, the path of its member's value; of a comma or colon, the path of the container.</summary>
    public IReadOnlyList<string> Path { get; } = path;

    /// <summary>Number of the object or list that this token opens, closes or stands in.</summary>
    public int Container { get; } = container;

    /// <summary>Whether <see cref="Container"/> is a list.</summary>
    public bool InList { get; } = inList;

    public JsonElement Value { get; init; }

    /// <summary>The text as it was before any damage.</summary>
    public string Original { get; } = text;

    /// <summary>Whether a damage was done here: a second one keeps away.</summary>
    public bool Touched { get; set; }

    public bool IsScalar => Kind is TokenKind.Text or TokenKind.Number or TokenKind.Word;

    public override string ToString() => $"{Kind} {Text}";
}
