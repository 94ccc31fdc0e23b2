namespace StructGen.Generation.Requests;

/// <summary>What happens while a generation runs: deltas, then the end of the attempt, then the next attempt, at last the end of it all.</summary>
/// <remarks>A closed hierarchy: <see cref="AnswerDelta"/>, <see cref="AttemptEnded"/>, <see cref="GenerationEnded"/>.</remarks>
public abstract record GenerationEvent
{
    private protected GenerationEvent()
    {
    }
}
