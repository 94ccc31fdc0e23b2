namespace StructGen.Constraints;

/// <summary>What becomes of every keyword of a schema: nothing is ever ignored in silence.</summary>
/// <param name="Entries">
/// One entry per JSON pointer and keyword, in document order; of more than <see cref="MostEntries"/> those that are enforced are left out first, then annotations, and a last entry
/// says how many.
/// </param>
public sealed record EnforcementReport(IReadOnlyList<EnforcementEntry> Entries)
{
    /// <summary>Keywords that are listed: 20,000, more than any schema in the wild has.</summary>
    public const int MostEntries = 20_000;

    /// <summary>The report that lists what may be listed.</summary>
    internal static EnforcementReport Of(IEnumerable<EnforcementEntry> all)
    {
        EnforcementEntry[] entries = [.. all];
        if (entries.Length <= MostEntries) return new EnforcementReport(entries);
        var kept = entries.Index().OrderBy(entry => Rank(entry.Item.Status)).ThenBy(entry => entry.Index).Take(MostEntries).OrderBy(entry => entry.Index).Select(entry => entry.Item).ToList();
        var left = entries.Length - kept.Count;
        var isComplete = entries.All(entry => Rank(entry.Status) > 1) || kept.Exists(entry => Rank(entry.Status) <= 1);
        kept.Add(new EnforcementEntry("", "", isComplete ? Enforcement.Annotation : Enforcement.CheckedAfterwards, $"And {left} more keywords, which are not listed."));
        return new EnforcementReport(kept);
    }

    private static int Rank(Enforcement status) => status switch
    {
        Enforcement.Refused => 0,
        Enforcement.CheckedAfterwards => 1,
        Enforcement.Unknown => 2,
        Enforcement.Annotation => 3,
        _ => 4,
    };

    /// <summary>Whether every finished output is sure to satisfy the schema without a check afterwards.</summary>
    public bool IsComplete => Entries.All(entry => entry.Status is Enforcement.Enforced or Enforcement.Annotation);

    /// <summary>JSON pointers of the subschemas whose objects take declared names only (<see cref="ConstraintOptions.CloseObjects"/>), in document order.</summary>
    public IReadOnlyList<string> ClosedObjects { get; init; } = [];

    /// <summary>JSON pointers of the subschemas whose objects stay open under <see cref="ConstraintOptions.CloseObjects"/>, because without other names nothing would satisfy them.</summary>
    public IReadOnlyList<string> LeftOpenObjects { get; init; } = [];

    /// <summary>JSON pointers of the subschemas whose numbers keep all spellings under <see cref="ConstraintOptions.PlainNumbers"/>, because a plain one would not satisfy them.</summary>
    public IReadOnlyList<string> LeftOpenNumbers { get; init; } = [];
}

/// <summary>What becomes of one keyword.</summary>
/// <param name="Pointer">JSON pointer of the subschema that holds the keyword.</param>
/// <param name="Keyword">The keyword.</param>
/// <param name="Status">What becomes of it.</param>
/// <param name="Reason">Why it is not enforced; null where it is.</param>
/// <param name="Remedy">What the author can write instead; null where nothing is wrong. For an unknown keyword the nearest known name.</param>
public sealed record EnforcementEntry(string Pointer, string Keyword, Enforcement Status, string? Reason = null, string? Remedy = null);

/// <summary>What becomes of a keyword.</summary>
public enum Enforcement
{
    /// <summary>The masks guarantee it.</summary>
    Enforced,

    /// <summary>An annotation: it constrains nothing (description, title, unknown formats).</summary>
    Annotation,

    /// <summary>A keyword that no draft knows: an annotation by the specification, and probably a slip.</summary>
    Unknown,

    /// <summary>Left to the validator after generation (lenient mode).</summary>
    CheckedAfterwards,

    /// <summary>Refused: the schema does not compile.</summary>
    Refused,
}
