using StructGen.Constraints;

namespace StructGen.Generation.Compiling;

/// <summary>One compile on its way through the queue: waiting in the lines of those who want it, then running on a thread of its own. Guarded by the queue's lock.</summary>
internal abstract class CompileJob
{
    /// <summary>The lines it waits in; empty once it runs.</summary>
    public List<CallerLine> Lines { get; } = [];

    /// <summary>The line that it runs for; null before.</summary>
    public CallerLine? Owner { get; set; }

    /// <summary>Its thread, once it runs.</summary>
    public CompileThread? Thread { get; set; }

    /// <summary>What happens when nobody waits any more.</summary>
    public CancellationTokenRegistration Leaving { get; set; }

    /// <summary>Whether it has ended.</summary>
    public abstract bool IsCompleted { get; }

    /// <summary>Bytes that its work allocated: an upper bound of what the result holds.</summary>
    public long AllocatedBytes { get; protected set; }

    /// <summary>Does the work on this thread; the result becomes visible only with <see cref="Publish"/>.</summary>
    public abstract void Execute();

    /// <summary>Tells those who wait.</summary>
    public abstract void Publish();

    /// <summary>Ends it without a result.</summary>
    public abstract void Fail(Exception reason);

    /// <summary>Stops the running work because of the memory that it takes.</summary>
    /// <param name="isAlone">Whether nothing else was running: then the schema itself is too costly, and to try again is of no use.</param>
    public abstract void Shed(bool isAlone);
}

/// <inheritdoc cref="CompileJob"/>
/// <param name="work">The work; it should look at its token now and then.</param>
/// <param name="cancellation">Cancelled when nobody waits any more.</param>
internal sealed class CompileJob<T>(Func<CancellationToken, T> work, CancellationToken cancellation) : CompileJob, IDisposable
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
    private volatile Exception? _shed;
    private Action? _outcome;

    /// <summary>The result. Its continuations run on the thread pool.</summary>
    public Task<T> Result => _done.Task;

    public override bool IsCompleted => _done.Task.IsCompleted;

    public override void Execute()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            _stop.Token.ThrowIfCancellationRequested();
            var value = work(_stop.Token);
            _outcome = () => _done.TrySetResult(value);
        }
        catch (OperationCanceledException) when (_shed is not null || cancellation.IsCancellationRequested)
        {
            _outcome = _shed is { } reason ? () => _done.TrySetException(reason) : () => _done.TrySetCanceled(cancellation);
        }
#pragma warning disable CA1031 // Whoever waits gets it.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            _outcome = () => _done.TrySetException(fault);
        }
        finally
        {
            AllocatedBytes = GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    public override void Publish()
    {
        _outcome!();
        _ = _done.Task.Exception; // A failure that nobody waits for any more is nobody's.
        Dispose();
    }

    public override void Fail(Exception reason)
    {
        if (reason is OperationCanceledException) _done.TrySetCanceled(cancellation);
        else _done.TrySetException(reason);
        _ = _done.Task.Exception;
        Dispose();
    }

    public override void Shed(bool isAlone)
    {
        _shed = isAlone
            ? new ConstraintLimitException([new ConstraintError("", "", "Compiling the schema takes more memory than Limits:CompileMemory allows; simplify it, or raise the limit.")])
            : CompileQueue.Overloaded("The compiles that are running together take more memory than Limits:CompileMemory allows");
        _ = _stop.CancelAsync(); // Whatever is registered must not run under the queue's lock.
    }

    public void Dispose()
    {
        Leaving.Unregister(); // Not Dispose, which would wait for a callback that waits for the queue's lock.
        _stop.Dispose();
    }
}
