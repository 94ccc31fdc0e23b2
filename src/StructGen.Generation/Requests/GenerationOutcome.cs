namespace StructGen.Generation.Requests;

/// <summary>How a generation ended. All but the first are the model's fault and travel as values.</summary>
public enum GenerationOutcome
{
    /// <summary>Valid data.</summary>
    Answered,

    /// <summary>The last answer did not parse or validate.</summary>
    InvalidAnswer,

    /// <summary>The token limit cut the answer off.</summary>
    Truncated,

    /// <summary>The model declined.</summary>
    Refused,

    /// <summary>The model wrote nothing.</summary>
    EmptyAnswer,

    /// <summary>The text does not hold values that must be there (<see cref="AbsencePolicy"/>); <see cref="GenerationResult.Absent"/> tells which.</summary>
    AbsentValue,

    /// <summary>The time for all attempts ran out.</summary>
    TimedOut,

    /// <summary>The last answer can be read as two different data, and nothing says which is meant.</summary>
    AmbiguousAnswer,
}
