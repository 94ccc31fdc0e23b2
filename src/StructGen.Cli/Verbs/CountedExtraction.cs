using StructGen.Generation;
using StructGen.Generation.Requests;

namespace StructGen.Cli.Verbs;

/// <summary>An extraction that tells how many tokens are written.</summary>
internal static class CountedExtraction
{
    /// <summary>Extracts; without a counter nothing is streamed.</summary>
    /// <remarks>A running attempt counts its deltas, each a token unless several arrive at once; a finished one counts its usage.</remarks>
    public static async Task<GenerationResult> RunAsync(
        StructuredGenerator generator, GenerationRequest request, Action<int>? count, CancellationToken cancellationToken)
    {
        if (count is null)
            return await generator.ExtractAsync(request, cancellationToken);
        var (finished, running) = (0, 0);
        GenerationResult? result = null;
        await foreach (var happened in generator.ExtractStreamingAsync(request, cancellationToken))
        {
            switch (happened)
            {
                case AnswerDelta:
                    running++;
                    break;
                case AttemptEnded ended:
                    (finished, running) = (finished + ended.Attempt.Usage.CompletionTokens, 0);
                    break;
                case GenerationEnded ended:
                    result = ended.Result;
                    break;
            }

            count(finished + running);
        }

        return result!;
    }
}
