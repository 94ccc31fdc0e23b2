namespace StructGen.Generation.Requests;

/// <summary>The last event: the same result that the call without streaming returns.</summary>
/// <param name="Result">The result.</param>
public sealed record GenerationEnded(GenerationResult Result) : GenerationEvent;
