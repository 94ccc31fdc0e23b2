using StructGen.Constraints;

namespace StructGen.MaskBench;

/// <summary>A thread with a deep stack that runs schemas one after the other, and is left behind when one takes too long.</summary>
internal sealed class CaseWorker(Vocabulary vocabulary, BenchOptions options) : IDisposable
{
    private const int StackBytes = 512 << 20;

    private CancellationTokenSource? _stop;
    private Thread? _thread;
    private BlockingSlot? _slot;

    public Outcome Run(BenchCase item, bool walks)
    {
        if (_thread is null) Start();
        var slot = _slot!;
        slot.Give(item, walks);
        if (slot.Take(options.Timeout) is { } answer) return answer;

        // The thread cannot be stopped from outside; it ends by itself at its next token, or stays behind.
        _stop!.Cancel();
        _thread = null;
        var outcome = new Outcome();
        outcome.Failures.Add(new Failure("timeout", "", $"More than {options.Timeout.TotalSeconds} s."));
        return outcome;
    }

    public void Dispose()
    {
        _stop?.Cancel();
        _slot?.Give(null, false);
        _stop?.Dispose();
    }

    private void Start()
    {
        var stop = _stop = new CancellationTokenSource();
        var slot = _slot = new BlockingSlot();
        var run = new CaseRun(vocabulary, options, stop.Token);
        _thread = new Thread(() => Loop(run, slot), StackBytes) { IsBackground = true };
        _thread.Start();
    }

    private static void Loop(CaseRun run, BlockingSlot slot)
    {
        while (slot.Next() is { } item)
        {
            Outcome outcome;
            try
            {
                outcome = run.Run(item.Case, item.Walks);
            }
#pragma warning disable CA1031 // Whatever a schema does, the run goes on.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                outcome = new Outcome();
                var place = exception.StackTrace?.Split('\n').FirstOrDefault()?.Trim() ?? "";
                outcome.Failures.Add(new Failure("crashed", "", $"{exception.GetType().Name}: {exception.Message} {place}"));
            }

            slot.Answer(outcome);
        }
    }

    /// <summary>One question and one answer at a time.</summary>
    private sealed class BlockingSlot
    {
        private readonly object _gate = new();
        private (BenchCase Case, bool Walks)? _question;
        private Outcome? _answer;
        private bool _isAsked;

        public void Give(BenchCase? item, bool walks)
        {
            lock (_gate)
            {
                _question = item is null ? null : (item, walks);
                _answer = null;
                _isAsked = true;
                Monitor.PulseAll(_gate);
            }
        }

        /// <summary>The answer, or null when the time has passed.</summary>
        public Outcome? Take(TimeSpan time)
        {
            var end = Environment.TickCount64 + (long)time.TotalMilliseconds;
            lock (_gate)
            {
                while (_answer is null)
                {
                    var left = end - Environment.TickCount64;
                    if (left <= 0) return null;
                    Monitor.Wait(_gate, (int)left);
                }

                return _answer;
            }
        }

        public (BenchCase Case, bool Walks)? Next()
        {
            lock (_gate)
            {
                while (!_isAsked) Monitor.Wait(_gate);
                _isAsked = false;
                return _question;
            }
        }

        public void Answer(Outcome outcome)
        {
            lock (_gate)
            {
                _answer = outcome;
                Monitor.PulseAll(_gate);
            }
        }
    }
}
