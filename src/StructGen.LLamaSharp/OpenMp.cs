using System.Runtime.InteropServices;

namespace StructGen.LLamaSharp;

/// <summary>Makes llama.cpp's threads sleep while they wait for each other, instead of spinning.</summary>
/// <remarks>
/// Several times in every layer all threads wait for the last one. By default libgomp spins there, and when another process has one of
/// the cores the others burn theirs: measured with the bundled model on 2 busy cores (load 20), 28 tokens took 20–34 s spinning with two
/// threads, 1.2 s with one thread and 0.5–0.8 s with two sleeping threads. libgomp reads the environment once when it is loaded, and
/// <see cref="Environment.SetEnvironmentVariable(string, string?)"/> changes only .NET's copy, hence the native call.
/// </remarks>
internal static partial class OpenMp
{
    private const string Policy = "OMP_WAIT_POLICY";

    /// <summary>Asks for sleeping threads, unless the environment says how they wait. Has no effect once the native library is loaded.</summary>
    public static void WaitAsleep()
    {
        if (!OperatingSystem.IsLinux()) return;
        if (Environment.GetEnvironmentVariable(Policy) is not null || Environment.GetEnvironmentVariable("GOMP_SPINCOUNT") is not null) return;
        try
        {
            _ = SetEnvironment(Policy, "passive", 0);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // Another C library: the model works, slower on a busy machine.
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
