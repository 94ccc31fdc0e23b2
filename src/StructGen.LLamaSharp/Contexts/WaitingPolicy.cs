namespace StructGen.LLamaSharp.Contexts;

/// <summary>Decides whether threads that wait for each other spin or sleep: they spin while the processors are theirs, and sleep while a neighbour computes.</summary>
/// <remarks>
/// Signs of a neighbour: the computing thread slept or was put aside while it computed (spinning on a free processor it does neither), or a token takes far longer than tokens
/// do. After a while, which doubles as long as the neighbour stays, spinning is tried again, but not while others run at that moment. Results do not depend on it: the number of threads stays. Thread-safe.
/// </remarks>
/// <param name="time">Measures the while.</param>
/// <param name="isCrowded">Whether others want the processors now; asked before spinning is begun.</param>
/// <param name="sleep">Called with true to let them sleep and with false to let them spin.</param>
internal sealed class WaitingPolicy(TimeProvider time, Func<bool> isCrowded, Action<bool> sleep)
{
    private const int FewSwitches = 1; // A clock's interrupt or two in a step are no neighbour.
    private const int StepsInARow = 2;
    private static readonly TimeSpan Untried = TimeSpan.FromMilliseconds(25); // A token's time before one was measured.
    private static readonly TimeSpan FirstRest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(32);

    private readonly Lock _lock = new();
    private TimeSpan _rest = FirstRest;
    private TimeSpan _typical;
    private long _since = time.GetTimestamp();
    private int _disturbed;
    private bool _hasBegun;

    /// <summary>Whether they sleep.</summary>
    public bool IsSleeping { get; private set; }

    /// <summary>How long a step may take before <see cref="OnOverdue"/>, which is told while it runs.</summary>
    public TimeSpan Patience(int tokens)
        => TimeSpan.FromMilliseconds(Math.Max(10, 3 * tokens * (_typical == TimeSpan.Zero ? Untried : _typical).TotalMilliseconds));

    /// <summary>Before a step: tries spinning again when it is time.</summary>
    public void OnBegin()
    {
        lock (_lock)
        {
            var isDue = IsSleeping ? time.GetElapsedTime(_since) >= _rest : !_hasBegun;
            _hasBegun = true;
            if (!isDue) return;
            Change(isCrowded());
        }
    }

    /// <summary>A step is overdue and still runs.</summary>
    public void OnOverdue()
    {
        lock (_lock) Rest();
    }

    /// <summary>After a step.</summary>
    /// <param name="tokens">Tokens computed.</param>
    /// <param name="took">Its time.</param>
    /// <param name="switches">How often the computing thread slept or was put aside in it.</param>
    public void OnEnd(int tokens, TimeSpan took, long switches)
    {
        lock (_lock)
        {
            if (IsSleeping) return;
            if (switches > FewSwitches)
            {
                if (++_disturbed >= StepsInARow) Rest();
                return;
            }

            _disturbed = 0;
            if (time.GetElapsedTime(_since) > LongestRest) _rest = FirstRest;
            if (tokens == 1) _typical = _typical == TimeSpan.Zero ? took : (_typical * 0.9) + (took * 0.1);
        }
    }

    private void Rest()
    {
        if (IsSleeping) return;
        if (time.GetElapsedTime(_since) < FirstRest) _rest = _rest * 2 < LongestRest ? _rest * 2 : LongestRest;
        Change(isSleeping: true);
    }

    private void Change(bool isSleeping)
    {
        _disturbed = 0;
        _since = time.GetTimestamp();
        if (IsSleeping == isSleeping) return;
        IsSleeping = isSleeping;
        sleep(isSleeping);
    }
}
