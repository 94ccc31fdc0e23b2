using StructGen.Api.Problems;

namespace StructGen.Api.Health;

/// <summary>
/// The service's end: from SIGTERM on new requests, also <c>/readyz</c>, get 503 <c>draining</c>, while those in flight finish. Only then does the server close
/// its doors, so a load balancer that asks hears it and no client runs into a closed port.
/// </summary>
internal sealed class Drain(IHostApplicationLifetime lifetime) : IHostedLifecycleService
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _inFlight;
    private bool _isStopping;

    /// <summary>Lets a request in, unless the service ends.</summary>
    public bool TryEnter()
    {
        lock (_lock)
        {
            if (_isStopping || lifetime.ApplicationStopping.IsCancellationRequested)
                return false;
            _inFlight++;
            return true;
        }
    }

    /// <summary>A request has ended.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            if (--_inFlight == 0 && _isStopping)
                _empty.TrySetResult();
        }
    }

    /// <summary>Runs before any other part stops. The host's shutdown time (<c>Limits:DrainSeconds</c>) ends the wait.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _isStopping = true;
            if (_inFlight == 0)
                _empty.TrySetResult();
        }

        await _empty.Task.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Answers for the service while it ends; the process still lives, so <c>/healthz</c> goes on.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path == "/healthz")
        {
            await next(context);
            return;
        }

        if (!TryEnter())
        {
            context.Response.Headers.Connection = "close";
            await ProblemHandler.WriteAsync(
                context,
                new Problem(ProblemKind.Draining, "The service is draining: it finishes what it has begun and ends. Ask another replica, or try again after the time in Retry-After.") { RetryAfter = RetryAfter },
                context.RequestAborted);
            return;
        }

        try
        {
            await next(context);
        }
        finally
        {
            Leave();
        }
    }
}
