namespace StructGen.LLamaSharp.Contexts;

/// <summary>Lets one computation run at a time in the process, first come first served, and lets those who wait be cancelled.</summary>
/// <remarks>
/// LLamaSharp's <c>Decode</c> holds a process-wide static lock anyway (0.30: <c>SafeLLamaContextHandle.GlobalInferenceLock</c>), in which a
/// waiting thread cannot be cancelled and a long prompt's chunks overtake the single tokens of others. This gate stands before it,
/// so that lock is never contended. Ownership is handed to the next in line, so nobody starves.
/// </remarks>
internal sealed class DecodeGate
{
    private readonly Lock _lock = new();
    private readonly LinkedList<ManualResetEventSlim> _waiting = new();
    private bool _taken;

    /// <summary>The process's gate.</summary>
    public static DecodeGate Shared { get; } = new();

    /// <summary>Waits for the turn.</summary>
    /// <param name="turn">The caller's own event, reset; reused from call to call.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="OperationCanceledException">Cancelled; the gate is not held.</exception>
    public void Enter(ManualResetEventSlim turn, CancellationToken cancellationToken)
    {
        LinkedListNode<ManualResetEventSlim> node;
        lock (_lock)
        {
            if (!_taken)
            {
                _taken = true;
                return;
            }

            turn.Reset();
            node = _waiting.AddLast(turn);
        }

        try
        {
            turn.Wait(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            bool handedOver;
            lock (_lock)
            {
                handedOver = node.List is null;
                if (!handedOver) _waiting.Remove(node);
            }

            if (handedOver) Exit();
            throw;
        }
    }

    /// <summary>Passes the turn on.</summary>
    public void Exit()
    {
        lock (_lock)
        {
            if (_waiting.First is not { } next)
            {
                _taken = false;
                return;
            }

            _waiting.RemoveFirst();
            next.Value.Set();
        }
    }
}
