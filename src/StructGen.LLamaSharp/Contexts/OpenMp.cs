using System.Globalization;
using System.Runtime.InteropServices;

namespace StructGen.LLamaSharp.Contexts;

/// <summary>How llama.cpp's threads wait for each other, which they do about ten times in every layer: libgomp's settings, and what it does not offer by name.</summary>
/// <remarks>
/// By default libgomp spins for milliseconds. On a quiet machine that is twice as fast as sleeping, for waking a processor costs more than most waits last; where a
/// neighbour has one of the processors it is ruinous. Measured with the bundled model on 2 processors, one token: 20 ms sleeping, 30–60 with 1,000 rounds, 70–270 with 10,000,
/// 400–1,000 with 100,000, when other processes computed (load 20 to 40). So the number of rounds is bounded by <see cref="SpinCount"/>, and <see cref="WaitingPolicy"/>
/// switches between spinning and (nearly) sleeping as the machine is. libgomp reads the environment once, when it is loaded, and
/// <see cref="Environment.SetEnvironmentVariable(string, string?)"/> changes only .NET's copy, hence the native call. The Dockerfile and <c>tests/run.sh</c> set the same number.
/// </remarks>
internal static partial class OpenMp
{
    /// <summary>Rounds of a waiting thread before it sleeps.</summary>
    public const string SpinCount = "20000";

    private const string SpinVariable = "GOMP_SPINCOUNT";
    private const string PolicyVariable = "OMP_WAIT_POLICY";
    private const int OfThisThread = 1; // RUSAGE_THREAD
    private const int SwitchesAt = 128; // struct rusage: ru_nvcsw, then ru_nivcsw, of the 64-bit systems

    private static nint parallel;
    private static nint nothing;

    /// <summary>Whether <see cref="HoldThreads"/> and <see cref="Switches"/> work here and the environment leaves the choice to this process.</summary>
    public static bool CanSwitch { get; private set; }

    /// <summary>Bounds the spinning, unless the environment says how threads wait. Has no effect once the native library is loaded.</summary>
    public static void Configure()
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess) return;
        if (Environment.GetEnvironmentVariable(PolicyVariable) is not null) return;
        try
        {
            if (Environment.GetEnvironmentVariable(SpinVariable) is null) _ = SetEnvironment(SpinVariable, SpinCount, 0);
            if (!NativeLibrary.TryLoad("libgomp.so.1", out var library)) return;
            CanSwitch = NativeLibrary.TryGetExport(library, "GOMP_parallel", out parallel)
                && NativeLibrary.TryGetExport(library, "omp_get_level", out nothing) && Switches() >= 0;
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // Another C library: the model works, slower on a busy machine.
        }
    }

    /// <summary>Gives the calling thread a team of its own, which exists until the thread ends.</summary>
    /// <remarks>
    /// While libgomp has more threads than the machine has processors it spins 100 rounds only (<c>gomp_throttled_spin_count</c>), so idle threads are a switch that can be
    /// moved while the process runs; there is no other.
    /// </remarks>
    public static unsafe void HoldThreads(int count) => ((delegate* unmanaged[Cdecl]<nint, nint, uint, uint, void>)parallel)(nothing, 0, (uint)count, 0);

    /// <summary>How often the calling thread slept or was put aside until now; −1 where that is not told.</summary>
    public static long Switches()
    {
        Span<byte> usage = stackalloc byte[256];
        return GetUsage(OfThisThread, usage) == 0 ? BitConverter.ToInt64(usage[SwitchesAt..]) + BitConverter.ToInt64(usage[(SwitchesAt + 8)..]) : -1;
    }

    /// <summary>Whether more threads than a quarter of the processors run beside the calling one, on the whole machine and at this moment (<c>/proc/loadavg</c>); false where that is not told.</summary>
    public static bool IsCrowded()
    {
        try
        {
            var running = File.ReadAllText("/proc/loadavg").Split(' ') is [_, _, _, var threads, ..] ? threads.Split('/')[0] : "";
            return int.TryParse(running, CultureInfo.InvariantCulture, out var count) && count > 1 + (Environment.ProcessorCount / 4);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, Span<byte> usage);
}
