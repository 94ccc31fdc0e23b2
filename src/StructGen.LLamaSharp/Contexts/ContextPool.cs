using System.Diagnostics.Metrics;
using StructGen.Generation.Models;
using StructGen.Generation.Telemetry;

namespace StructGen.LLamaSharp.Contexts;

/// <summary>The contexts of one model: made when needed, lent to one owner at a time, with a bounded queue before them.</summary>
/// <remarks>
/// Of the free contexts a prompt gets the one that holds its longest beginning, so a repair attempt finds its own prompt and requests
/// with the same instructions find each other's. Safe to share between threads.
/// </remarks>
/// <param name="model">The model's name, for the count of those who wait.</param>
/// <param name="create">Makes a context.</param>
/// <param name="size">Most contexts.</param>
/// <param name="queueLength">Most waiting requests.</param>
/// <param name="time">Measures how long contexts are kept, for the advice when to come again.</param>
internal sealed class ContextPool(string model, Func<ModelContext> create, int size, int queueLength, TimeProvider time) : IDisposable
{
    private static readonly Meter Meter = new(StructGenMeter.Name);
    private static readonly UpDownCounter<long> Waiting = Meter.CreateUpDownCounter<long>("structgen.queue.depth", "{request}", "Requests that wait for a model's context.");

    private readonly Lock _lock = new();
    private readonly LinkedList<TaskCompletionSource<ModelContext>> _waiting = new();

    // Free contexts; the one that was used last is at the end.
    private readonly List<ModelContext> _free = [];
    private readonly Dictionary<ModelContext, long> _lentSince = [];
    private int _made;
    private double _averageSeconds = 1;
    private bool _isClosed;

    /// <summary>Lends the context that suits a prompt best; waits in line for one.</summary>
    /// <exception cref="OverloadedException">The queue is full.</exception>
    /// <exception cref="ModelUnavailableException">The model was unloaded.</exception>
    public async ValueTask<ModelContext> RentAsync(ReadOnlyMemory<int> prompt, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<TaskCompletionSource<ModelContext>>? place = null;
        lock (_lock)
        {
            if (_isClosed) throw Unloaded();
            if (TakeBest(prompt.Span) is { } context) return context;
            if (_made < size) _made++;
            else if (_waiting.Count >= queueLength) throw new OverloadedException(WhenToRetry());
            else place = _waiting.AddLast(new TaskCompletionSource<ModelContext>(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        if (place is null) return Make();
        await using var registration = cancellationToken.UnsafeRegister(_ => Leave(place, cancellationToken), null).ConfigureAwait(false);
        Waiting.Add(1, new KeyValuePair<string, object?>("model", model));
        try
        {
            return await place.Value.Task.ConfigureAwait(false);
        }
        finally
        {
            Waiting.Add(-1, new KeyValuePair<string, object?>("model", model));
        }
    }

    /// <summary>Takes a context back and gives it to the next in line.</summary>
    public void Return(ModelContext context)
    {
        lock (_lock)
        {
            if (_lentSince.Remove(context, out var since))
                _averageSeconds = (0.8 * _averageSeconds) + (0.2 * time.GetElapsedTime(since).TotalSeconds);
            if (_isClosed || context.IsBroken)
            {
                _made--;
                context.Dispose();
                if (!_isClosed) ReplaceForWaiting();
                return;
            }

            if (_waiting.First is { } next)
            {
                _waiting.RemoveFirst();
                _lentSince[context] = time.GetTimestamp();
                next.Value.SetResult(context);
                return;
            }

            _free.Add(context);
        }
    }

    /// <summary>Frees the contexts that nobody has; the others follow when they come back. Who waits is told that the model is gone.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isClosed = true;
            foreach (var context in _free) context.Dispose();
            _made -= _free.Count;
            _free.Clear();
            FailWaiting(Unloaded());
        }
    }

    private ModelContext? TakeBest(ReadOnlySpan<int> prompt)
    {
        var best = -1;
        var bestPrefix = -1;
        for (var i = 0; i < _free.Count; i++)
        {
            // Ascending by last use and a strict comparison: among equals the one that rested longest loses its tokens.
            var prefix = _free[i].CommonPrefix(prompt);
            if (prefix <= bestPrefix) continue;
            (best, bestPrefix) = (i, prefix);
        }

        if (best < 0) return null;
        var context = _free[best];
        _free.RemoveAt(best);
        _lentSince[context] = time.GetTimestamp();
        return context;
    }

    private ModelContext Make()
    {
        try
        {
            var context = create();
            lock (_lock) _lentSince[context] = time.GetTimestamp();
            return context;
        }
        catch (Exception exception)
        {
            lock (_lock)
            {
                // With no context left nobody would ever come back to serve those who wait.
                if (--_made == 0) FailWaiting(exception);
            }

            throw;
        }
    }

    private static ModelUnavailableException Unloaded() => new("The model was unloaded in the meantime; ask again.");

    private void FailWaiting(Exception exception)
    {
        foreach (var waiting in _waiting) waiting.SetException(exception);
        _waiting.Clear();
    }

    // A broken context leaves its waiting successor without one: a new one is made for it.
    private void ReplaceForWaiting()
    {
        if (_waiting.First is not { } next) return;
        _waiting.RemoveFirst();
        _made++;
        _ = Task.Run(() =>
        {
            try
            {
                next.Value.SetResult(Make());
            }
#pragma warning disable CA1031 // Whatever it is belongs to the one who waits.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                next.Value.SetException(exception);
            }
        });
    }

    private void Leave(LinkedListNode<TaskCompletionSource<ModelContext>> place, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (place.List is null) return;
            _waiting.Remove(place);
        }

        place.Value.SetCanceled(cancellationToken);
    }

    private TimeSpan WhenToRetry()
        => TimeSpan.FromSeconds(Math.Clamp(Math.Ceiling(_averageSeconds * (_waiting.Count + 1) / size), 1, 60));
}
