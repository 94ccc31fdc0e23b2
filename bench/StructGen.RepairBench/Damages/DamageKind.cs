namespace StructGen.RepairBench.Damages;

/// <summary>Which single edits would undo a damage; the texts that another document gives by the same edit are ambiguous.</summary>
[Flags]
internal enum Undo
{
    None = 0,
    InsertCloser = 1,
    RemoveCloser = 2,
    ReplaceCloser = 4,
    InsertQuote = 8,
    InsertComma = 16,
    Closer = InsertCloser | RemoveCloser | ReplaceCloser,
}

/// <summary>Where in the making of a sample a damage is done, and with which others it can meet.</summary>
internal enum Stage
{
    /// <summary>At one place of the text.</summary>
    Place,

    /// <summary>In the spelling of all tokens.</summary>
    Spelling,

    /// <summary>Around the text, or to it as a whole.</summary>
    Around,

    /// <summary>The text ends early.</summary>
    Cut,
}

/// <summary>A way in which models damage JSON.</summary>
/// <param name="Name">Stable name.</param>
/// <param name="Stage">When it is done.</param>
/// <param name="Apply">Does it at a random place; false where the document has no such place, and then nothing was changed.</param>
/// <param name="Undo">What would undo it.</param>
internal sealed record DamageKind(string Name, Stage Stage, Func<Scene, bool> Apply, Undo Undo = Undo.None)
{
    /// <summary>A text the document should have somewhere, for kinds that need quotes, line breaks or the like in it.</summary>
    public IReadOnlyList<string>? Needs { get; init; }

    /// <summary>Documents instead of the usual ones.</summary>
    public IReadOnlyList<Documents.BenchDocument>? Documents { get; init; }

    /// <summary>Whether a second damage may be added.</summary>
    public bool Alone { get; init; }
}
