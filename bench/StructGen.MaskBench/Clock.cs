using System.Diagnostics;
using System.Runtime.InteropServices;

namespace StructGen.MaskBench;

/// <summary>Nanoseconds: of the wall, or (Linux) of processor time that the thread has used, which a busy machine disturbs less.</summary>
internal static partial class Clock
{
    private const int ThreadProcessorTime = 3;

    public static bool UsesProcessorTime { get; set; }

    public static unsafe long Now()
    {
        if (!UsesProcessorTime) return (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency));
        var time = stackalloc long[2];
        return GetTime(ThreadProcessorTime, time) == 0 ? (time[0] * 1_000_000_000) + time[1] : throw new PlatformNotSupportedException("Processor time of a thread needs Linux.");
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static unsafe partial int GetTime(int clock, long* time);
}
