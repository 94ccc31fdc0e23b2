namespace StructGen.RepairBench.Judging;

/// <summary>What is right for a damaged text.</summary>
internal enum Expectation
{
    /// <summary>The document.</summary>
    Document,

    /// <summary>The document, or no answer: what was lost can be guessed by a good reader, but nobody must.</summary>
    DocumentOrNone,

    /// <summary>Only closers are missing: the document, called truncated or not.</summary>
    ClosersMissing,

    /// <summary>Called truncated, with all that is whole and nothing that was not written.</summary>
    Truncated,

    /// <summary>Two documents give this text under damages of like size: neither may be called valid.</summary>
    Ambiguous,

    /// <summary>There is no data in the text.</summary>
    None,
}

internal enum Verdict
{
    Exact,

    /// <summary>Not valid, truncated or ambiguous where something better was there to be read: the model is asked again.</summary>
    AskedAgain,

    /// <summary>Other data, called valid.</summary>
    Wrong,
}
