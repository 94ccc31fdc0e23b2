using System.Text;
using Polly;
using Polly.Retry;
using StructGen.Generation.Decoding;
using StructGen.Generation.Models;
using StructGen.Generation.Planning;
using StructGen.Generation.Requests;
using StructGen.Generation.Telemetry;

namespace StructGen.Generation.Retries;

/// <summary>Asks, judges, and asks again with the errors told, until an answer is accepted, cannot be repaired, or attempts or tokens run out.</summary>
/// <remarks>
/// A bad answer is a value here, so the Polly pipeline handles results only; exceptions (transport, cancellation) pass through. The pipeline has
/// no delay: the model is not overloaded, it is wrong.
/// </remarks>
internal sealed class RepairLoop(RepairOptions options)
{
    /// <param name="prompt">The first prompt, at least one message.</param>
    /// <param name="writer">Has the model write.</param>
    /// <param name="judge">Judges an answer; pure.</param>
    /// <param name="log">Receives attempts and warnings.</param>
    /// <param name="cancellationToken">Cancelled by the deadline or the caller.</param>
    public async Task<Judgement<T>> RunAsync<T>(
        IReadOnlyList<PromptMessage> prompt, IAnswerWriter writer, Func<WrittenAnswer, Judgement<T>> judge, AttemptLog log, CancellationToken cancellationToken)
    {
        var messages = prompt;
        var last = default(Judgement<T>);
        return await Pipeline<T>(log).ExecuteAsync(
            async token =>
            {
                using var call = ModelCall.Begin(log.Plan, log.Time);
                WrittenAnswer answer;
                var listener = log.Begin();
                try
                {
                    answer = LookForLoop(await writer.WriteAsync(messages, listener, token).ConfigureAwait(false), messages, log.Plan);
                    call.Answered(answer);
                    GenerationAccount.Tell(messages, answer.Text);
                }
                catch (ContextExceededException) when (last is not null)
                {
                    log.Warn("repair-too-long", "", "The answer was not asked for again: prompt, answer and errors together do not fit the model's context.");
                    return last with { IsFinal = true };
                }
                catch (Exception exception)
                {
                    call.Failed(exception);
                    throw;
                }

                last = judge(answer);
                log.End(answer, last);
                var next = RepairPrompt.Build(prompt, log.Attempts[^1].Text, last.Errors, options);
                if (last.CanBeRepaired && log.Plan.IsRepeatable && next.SequenceEqual(messages))
                {
                    log.Warn("repair-stuck", "", "The answer was not asked for again: the model repeats itself, and without temperature the same prompt gives the same answer.");
                    return last with { IsFinal = true };
                }

                messages = next;
                return last;
            },
            cancellationToken).ConfigureAwait(false);
    }

    private ResiliencePipeline<Judgement<T>> Pipeline<T>(AttemptLog log)
    {
        if (log.Plan.Attempts == 1) return ResiliencePipeline<Judgement<T>>.Empty;
        return new ResiliencePipelineBuilder<Judgement<T>>().AddRetry(new RetryStrategyOptions<Judgement<T>>
        {
            MaxRetryAttempts = log.Plan.Attempts - 1,
            Delay = TimeSpan.Zero,
            ShouldHandle = args => ValueTask.FromResult(args.Outcome.Result is { CanBeRepaired: true } && HasBudget(log)),
        }).Build();
    }

    /// <summary>Whoever writes without a constraint of ours is not stopped in a loop, but it is told.</summary>
    private static WrittenAnswer LookForLoop(WrittenAnswer answer, IReadOnlyList<PromptMessage> messages, GenerationPlan plan)
        => plan.Mode == GenerationMode.Grammar || !plan.Sampling.RepetitionGuard || answer.Repetitions.Count > 0
            ? answer
            : answer with { RepeatsFrom = RepetitionGuard.FindIn(answer.Text, () => Encoding.UTF8.GetBytes(string.Concat(messages.Select(message => message.Content)))) };

    private bool HasBudget(AttemptLog log)
    {
        if (log.Usage.TotalTokens < options.TokenBudget || log.Attempts.Count == log.Plan.Attempts) return true;
        log.Warn("token-budget", "", $"No further attempt was made: the attempts used {log.Usage.TotalTokens} tokens of the {options.TokenBudget} allowed (Repairs:TokenBudget).");
        return false;
    }
}
