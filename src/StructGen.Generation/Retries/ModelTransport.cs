using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;
using StructGen.Generation.Models;
using StructGen.Generation.Telemetry;

namespace StructGen.Generation.Retries;

/// <summary>The way to one remote model: retry with backoff around a circuit breaker around a time limit for each try. Safe to share between threads.</summary>
/// <remarks>
/// Only failures that may pass are repeated, and none after a piece of the answer was given out, for what was said cannot be unsaid. A provider's
/// Retry-After is obeyed; one longer than the longest pause ends the tries. The caller's cancellation passes through untouched and counts as no failure.
/// </remarks>
internal sealed class ModelTransport
{
    private static readonly ResiliencePropertyKey<bool> Given = new("structgen.given");
    private readonly string _model;
    private readonly TransportOptions _options;
    private readonly ResiliencePipeline _pipeline;

    public ModelTransport(string model, TransportOptions options, TimeProvider time, ILogger? logger)
    {
        _model = model;
        _options = options;
        var builder = new ResiliencePipelineBuilder { TimeProvider = time };
        if (options.Retries > 0) builder.AddRetry(Retry(logger));
        _pipeline = builder.AddCircuitBreaker(Breaker(logger)).AddTimeout(new TimeoutStrategyOptions { Timeout = options.Timeout }).Build();
    }

    /// <summary>Makes a call, again if need be.</summary>
    /// <exception cref="ModelUnavailableException">No try succeeded; the message is safe to show.</exception>
    /// <exception cref="RequestRejectedException">The provider says that the request is wrong.</exception>
    public Task<T> CallAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
        => CallAsync((_, token) => call(token), cancellationToken);

    /// <summary>Makes a call that gives pieces out and says so by calling its first argument.</summary>
    /// <exception cref="ModelUnavailableException">No try succeeded; the message is safe to show.</exception>
    /// <exception cref="RequestRejectedException">The provider says that the request is wrong.</exception>
    public async Task<T> CallAsync<T>(Func<Action, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            return await _pipeline.ExecuteAsync(
                static async (context, call) => await call(() => context.Properties.Set(Given, true), context.CancellationToken).ConfigureAwait(false),
                context,
                call).ConfigureAwait(false);
        }
        catch (ModelCallException rejection) when (rejection.IsRejection && !cancellationToken.IsCancellationRequested)
        {
            throw new RequestRejectedException($"The provider of '{_model}' refused the request: {rejection.Message}");
        }
        catch (Exception fault) when (Explain(fault) is { } reason && !cancellationToken.IsCancellationRequested)
        {
            throw new ModelUnavailableException($"The model '{_model}' cannot be used: {reason}");
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private RetryStrategyOptions Retry(ILogger? logger) => new()
    {
        MaxRetryAttempts = _options.Retries,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = _options.Delay,
        MaxDelay = _options.MaxDelay,
        ShouldHandle = args => ValueTask.FromResult(
            IsTransient(args.Outcome.Exception) && !args.Context.Properties.GetValue(Given, false) && !(RetryAfter(args.Outcome.Exception) > _options.MaxDelay)),
        DelayGenerator = args => ValueTask.FromResult(RetryAfter(args.Outcome.Exception)),
        OnRetry = args =>
        {
            StructGenMeter.CallsRepeated.Add(1, new KeyValuePair<string, object?>("model", _model));
            logger?.CallRepeated(args.AttemptNumber + 1, _model, args.RetryDelay.TotalMilliseconds, Explain(args.Outcome.Exception!) ?? "");
            return ValueTask.CompletedTask;
        },
    };

    private CircuitBreakerStrategyOptions Breaker(ILogger? logger) => new()
    {
        FailureRatio = _options.BreakerFailureRatio,
        MinimumThroughput = _options.BreakerThroughput,
        SamplingDuration = _options.BreakerSampling,
        BreakDuration = _options.BreakerPause,
        ShouldHandle = args => ValueTask.FromResult(IsTransient(args.Outcome.Exception)),
        OnOpened = args =>
        {
            logger?.CircuitOpened(_model, args.BreakDuration.TotalMilliseconds);
            return ValueTask.CompletedTask;
        },
    };

    private static bool IsTransient(Exception? fault)
        => fault is ModelCallException { IsTransient: true } or HttpRequestException or IOException or TimeoutRejectedException;

    private static TimeSpan? RetryAfter(Exception? fault) => (fault as ModelCallException)?.RetryAfter;

    /// <summary>A failure in words that are safe to show; null for what is none of the transport's.</summary>
    private string? Explain(Exception fault) => fault switch
    {
        ModelCallException call => call.Message,
        TimeoutRejectedException => $"it did not answer within {_options.Timeout.TotalSeconds} seconds (Transport:Timeout).",
        BrokenCircuitException broken => $"its calls failed repeatedly and it is left alone{(broken.RetryAfter is { } pause ? $" for {Math.Ceiling(pause.TotalSeconds)} more seconds" : "")}.",
        HttpRequestException or IOException => "the connection to its provider failed.",
        _ => null,
    };
}
