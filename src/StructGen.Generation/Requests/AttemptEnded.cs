namespace StructGen.Generation.Requests;

/// <summary>An attempt is over; another one follows if its errors can be repaired and retries are left.</summary>
/// <param name="Number">Number of the attempt, from 1.</param>
/// <param name="Attempt">What came of it.</param>
public sealed record AttemptEnded(int Number, GenerationAttempt Attempt) : GenerationEvent;
