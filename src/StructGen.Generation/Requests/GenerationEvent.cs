namespace StructGen.Generation.Requests;

/// <summary>What happens while a generation runs: deltas (and what they make of the answer, where the request wishes it), then the end of the attempt, then the next attempt, at last the end of it all.</summary>
/// <remarks>A closed hierarchy: <see cref="AnswerDelta"/>, <see cref="AnswerPartial"/>, <see cref="AnswerItem"/>, <see cref="AttemptEnded"/>, <see cref="GenerationEnded"/>.</remarks>
public abstract record GenerationEvent
{
    private protected GenerationEvent()
    {
    }
}
