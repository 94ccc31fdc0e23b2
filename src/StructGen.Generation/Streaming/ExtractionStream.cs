using System.Runtime.CompilerServices;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Streaming;

/// <summary>Turns a generation that tells of itself into an enumeration, with partials and items among the deltas where they are wished for. One use.</summary>
internal sealed class ExtractionStream(TimeProvider time)
{
    private readonly ToldEvents _events = new();
    private GrowthPlan? _plan;
    private AnswerGrowth? _growth;
    private int _attempt;

    /// <summary>Starts the generation. Who stops enumerating stops it, and it has ended before the enumerator's disposal returns.</summary>
    public async IAsyncEnumerable<GenerationEvent> RunAsync(
        Func<Action<GenerationEvent>, CancellationToken, Task<GenerationResult>> generate, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = Task.Run(() => generate(_events.Tell, stop.Token), CancellationToken.None);
        _ = work.ContinueWith(_ => _events.End(), TaskScheduler.Default);
        try
        {
            while (await _events.NextAsync().ConfigureAwait(false) is { } told)
            {
                foreach (var news in With(told)) yield return news;
            }

            yield return new GenerationEnded(await work.ConfigureAwait(false));
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private IEnumerable<GenerationEvent> With(GenerationEvent told)
    {
        switch (told)
        {
            case GrowthPlanned planned:
                _plan = planned.Plan;
                return [];
            case AnswerDelta delta when _plan is not null:
                if (_growth is null || _attempt != delta.Attempt) _growth = new AnswerGrowth(_plan, _attempt = delta.Attempt, time);
                return _growth.Read(delta.Text).Prepend(told);
            case AttemptEnded when _growth is { } growth:
                _growth = null;
                return growth.End().Append(told);
            default:
                return [told];
        }
    }
}
