using System.Diagnostics;
using System.Runtime.InteropServices;

namespace StructGen.Generation.Compiling;

/// <summary>A thread for one compile. Short ones run at normal priority; one that goes on for long, or whose caller has others running, is put behind everything else.</summary>
/// <remarks>
/// On Linux a thread can give up priority and never get it back, hence one thread per compile. It is made "nicer" only by a few steps: the garbage collector stops
/// all threads, and a thread that hardly gets the processor would reach the place where it can be stopped late.
/// </remarks>
internal sealed partial class CompileThread
{
    /// <summary>Recursion over schemas is checked against the stack; this is Linux's usual size, whatever the process was started with.</summary>
    private const int StackBytes = 8 << 20;

    private const int Niceness = 5;
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly Thread _thread;
    private int _id;
    private bool _isLow;

    private CompileThread(Action run)
    {
        _thread = new Thread(() =>
        {
            if (OperatingSystem.IsLinux()) Volatile.Write(ref _id, Native.CurrentId());
            run();
        }, StackBytes)
        { IsBackground = true, Name = "StructGen compile" };
    }

    /// <summary>Time since it was started.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_began);

    /// <summary>Starts one that runs the action and ends.</summary>
    public static CompileThread Start(Action run)
    {
        var thread = new CompileThread(run);
        thread._thread.UnsafeStart(); // It runs on nobody's behalf in particular.
        return thread;
    }

    /// <summary>Puts it behind others, for good. One owner at a time.</summary>
    public void Lower()
    {
        if (_isLow) return;
        if (OperatingSystem.IsLinux())
        {
            if (Volatile.Read(ref _id) is not (> 0 and var id)) return; // It has not begun yet; the next look lowers it.
            Native.Lower(id, Niceness);
        }
        else if (_thread.IsAlive)
        {
            _thread.Priority = ThreadPriority.BelowNormal;
        }

        _isLow = true;
    }

    private static partial class Native
    {
        private const int OfProcess = 0; // On Linux also of a thread.

        /// <summary>The kernel's number of this thread; 0 where the C library does not tell.</summary>
        public static int CurrentId()
        {
            try
            {
                return GetThreadId();
            }
            catch (EntryPointNotFoundException)
            {
                return 0;
            }
        }

        /// <summary>A refusal changes nothing but the priority, so it is not looked at.</summary>
        public static void Lower(int thread, int niceness) => _ = SetPriority(OfProcess, thread, niceness);

        [LibraryImport("libc", EntryPoint = "gettid")]
        private static partial int GetThreadId();

        [LibraryImport("libc", EntryPoint = "setpriority")]
        private static partial int SetPriority(int which, int who, int niceness);
    }
}
