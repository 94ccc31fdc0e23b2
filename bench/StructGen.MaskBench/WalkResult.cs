namespace StructGen.MaskBench;

/// <summary>How a random walk ended.</summary>
internal enum WalkResult
{
    /// <summary>With an end token.</summary>
    Finished,

    /// <summary>Not at all within the hard budget.</summary>
    Unfinished,

    /// <summary>At an empty mask, or at a token that was in the mask and yet refused.</summary>
    Stuck,
}
