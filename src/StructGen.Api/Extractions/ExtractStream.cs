using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using StructGen.Api.Problems;
using StructGen.Generation.Requests;

namespace StructGen.Api.Extractions;

/// <summary>
/// The events of a generation as server-sent events. What is wrong before the model writes is a plain problem with its own status;
/// what goes wrong later is an <c>error</c> event, for the status has been sent.
/// </summary>
internal static class ExtractStream
{
    /// <summary>Waits for the first event, then streams.</summary>
    public static async Task<IResult> OpenAsync(IAsyncEnumerable<GenerationEvent> events, WriteWatch watch, ILogger logger, CancellationToken cancellationToken)
    {
        var source = events.GetAsyncEnumerator(cancellationToken);
        try
        {
            await source.MoveNextAsync();
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }

        return TypedResults.ServerSentEvents(WriteAsync(source, watch, logger, cancellationToken));
    }

    private static async IAsyncEnumerable<SseItem<string>> WriteAsync(
        IAsyncEnumerator<GenerationEvent> source, WriteWatch watch, ILogger logger, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var owned = source;
        Problem? failure = null;
        for (var more = true; more;)
        {
            watch.Begin();
            yield return Write(source.Current);
            watch.End();
            try
            {
                more = await source.MoveNextAsync();
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                failure = ProblemHandler.Explain(exception, "/v1/extract", logger);
                more = false;
            }
        }

        if (failure is null)
            yield break;
        watch.Begin();
        yield return Error(failure);
        watch.End();
    }

    private static SseItem<string> Write(GenerationEvent happened) => happened switch
    {
        AnswerDelta delta => Event("delta", new DeltaEvent(delta.Attempt, delta.Text), ApiJson.Wire.DeltaEvent),
        AnswerPartial partial => Event("partial", new PartialEvent(partial.Attempt, partial.Data), ApiJson.Wire.PartialEvent),
        AnswerItem item => Event("item", new ItemEvent(item.Attempt, item.Pointer, item.Index, item.Data), ApiJson.Wire.ItemEvent),
        AttemptEnded ended => Event("attempt", ended.Attempt, ApiJson.Wire.GenerationAttempt),
        GenerationEnded ended when ProblemMapping.From(ended.Result) is { } problem => Error(problem),
        GenerationEnded ended => Event("result", ExtractAnswer.From(ended.Result), ApiJson.Wire.ExtractAnswer),
        _ => throw new InvalidOperationException($"No event for {happened.GetType().Name}."),
    };

    private static SseItem<string> Error(Problem problem) => Event("error", problem.ToDetails(), ApiJson.Wire.ProblemDetails);

    private static SseItem<string> Event<T>(string name, T value, JsonTypeInfo<T> type) => new(JsonSerializer.Serialize(value, type), name);
}
