namespace StructGen.MaskBench;

/// <summary>What became of one schema.</summary>
internal sealed class Outcome
{
    public List<Failure> Failures { get; } = [];

    /// <summary>Nanoseconds of each mask but the first.</summary>
    public List<int> Masks { get; } = [];

    /// <summary>Nanoseconds of each accepted token.</summary>
    public List<int> Accepts { get; } = [];

    /// <summary>Nanoseconds of compiling and the first mask; 0 when it came to none.</summary>
    public long FirstMask { get; set; }

    /// <summary>Nanoseconds of compiling alone.</summary>
    public long Compile { get; set; }

    public int Tokens { get; set; }

    public int WalksFinished { get; set; }

    public int WalksUnfinished { get; set; }

    public int WalksStuck { get; set; }

    /// <summary>Valid instances that are still written in full although the masks are narrowed, and those that are not.</summary>
    public (int Kept, int Left) Valid { get; set; }

    /// <summary>Places whose objects are closed, and those that stay open or keep all spellings of numbers because nothing else would be left.</summary>
    public (int Closed, int LeftOpen) Places { get; set; }

    public List<string> WalkTexts { get; } = [];

    /// <summary>The dearest mask and where.</summary>
    public (int Nanoseconds, string Place) Slowest { get; set; } = (0, "");

    public bool Has(string kind) => Failures.Exists(failure => failure.Kind == kind);
}
