namespace StructGen.Generation.Requests;

/// <summary>The model wrote something.</summary>
/// <param name="Attempt">Number of the attempt, from 1.</param>
/// <param name="Text">Complete characters only; the deltas of an attempt joined are its text.</param>
public sealed record AnswerDelta(int Attempt, string Text) : GenerationEvent;
