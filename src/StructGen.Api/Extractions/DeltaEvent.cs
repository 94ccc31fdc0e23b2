namespace StructGen.Api.Extractions;

/// <summary>The model wrote something.</summary>
/// <param name="Attempt">Number of the attempt, from 1.</param>
/// <param name="Text">Complete characters; the deltas of an attempt joined are its text.</param>
public sealed record DeltaEvent(int Attempt, string Text);
