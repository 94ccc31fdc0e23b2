using System.Diagnostics;
using System.Runtime.ExceptionServices;
using LLama;
using LLama.Native;

namespace StructGen.LLamaSharp.Contexts;

/// <summary>The one thread of the process that calls llama.cpp's computations.</summary>
/// <remarks>
/// libgomp keeps a team of threads for each thread that ever called it. Called from .NET's pool there are soon more of them than processors, and libgomp then gives up
/// spinning for good: half of the speed. With one caller there is one team. Whoever calls holds <see cref="DecodeGate"/>; nothing is allocated in a step.
/// </remarks>
#pragma warning disable CA1001 // Lives as long as the process.
internal sealed class ComputeThread
#pragma warning restore CA1001
{
    private readonly Lock _starting = new();
    private readonly SemaphoreSlim _posted = new(0);
    private readonly ManualResetEventSlim _done = new();
    private readonly WaitingPolicy _policy;
    private Thread? _thread;
    private ManualResetEventSlim? _release;
    private LLamaContext? _context;
    private LLamaBatch? _batch;
    private DecodeResult _result;
    private Exception? _fault;

    private ComputeThread() => _policy = new WaitingPolicy(TimeProvider.System, OpenMp.IsCrowded, Sleep);

    /// <summary>The process's thread; it begins with the first computation and does not keep the process alive.</summary>
    public static ComputeThread Shared { get; } = new();

    /// <summary>Computes a batch and waits for it. One caller at a time.</summary>
    public DecodeResult Decode(LLamaContext context, LLamaBatch batch)
    {
        Start();
        (_context, _batch, _fault) = (context, batch, null);
        _done.Reset();
        _posted.Release();
        if (OpenMp.CanSwitch && !_policy.IsSleeping && !_done.Wait(_policy.Patience(batch.TokenCount))) _policy.OnOverdue();
        _done.Wait();
        (_context, _batch) = (null, null);
        if (_fault is { } fault) ExceptionDispatchInfo.Throw(fault);
        return _result;
    }

    private void Start()
    {
        if (_thread is not null) return;
        lock (_starting)
        {
            if (_thread is not null) return;
            var thread = new Thread(Run) { IsBackground = true, Name = "llama.cpp" };
            thread.Start();
            _thread = thread;
        }
    }

    private void Run()
    {
        while (true)
        {
            _posted.Wait();
            try
            {
                _result = OpenMp.CanSwitch ? DecodeWatched() : _context!.Decode(_batch!);
            }
#pragma warning disable CA1031 // Whatever it is belongs to the one who waits.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                _fault = exception;
            }

            _done.Set();
        }
    }

    private DecodeResult DecodeWatched()
    {
        _policy.OnBegin();
        var tokens = _batch!.TokenCount;
        var switches = OpenMp.Switches();
        var started = Stopwatch.GetTimestamp();
        var result = _context!.Decode(_batch);
        _policy.OnEnd(tokens, Stopwatch.GetElapsedTime(started), OpenMp.Switches() - switches);
        return result;
    }

    // Idle threads make libgomp give up spinning; when their owner ends they are gone.
    private void Sleep(bool isSleeping)
    {
        _release?.Set();
        _release = null;
        if (!isSleeping) return;
        var release = new ManualResetEventSlim();
        _release = release;
        var holder = new Thread(() =>
        {
            OpenMp.HoldThreads(Environment.ProcessorCount + 1);
            release.Wait();
        })
        { IsBackground = true, Name = "llama.cpp idle" };
        holder.Start();
    }
}
