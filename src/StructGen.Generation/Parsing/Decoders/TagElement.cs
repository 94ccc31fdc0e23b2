namespace StructGen.Generation.Parsing.Decoders;

/// <summary>An element of a tagged answer.</summary>
internal sealed class TagElement(string name, int offset)
{
    public string Name { get; } = name;

    /// <summary>UTF-16 offset of its opening tag.</summary>
    public int Offset { get; } = offset;

    /// <summary>Where its content begins.</summary>
    public int From { get; set; }

    /// <summary>Where its content ends.</summary>
    public int To { get; set; }

    /// <summary>Whether it was written <c>&lt;x/&gt;</c>.</summary>
    public bool SelfClosed { get; set; }

    public List<TagElement> Children { get; } = [];
}
