using LLama.Native;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace StructGen.LLamaSharp;

/// <summary>Listens to llama.cpp's log, which is the only place where it says why a model cannot be loaded.</summary>
/// <remarks>
/// Process-wide, as the native log is. Only warnings and errors are passed on, those outside of a load for debugging only. A callback that throws ends the process
/// (LLamaSharp 0.30, as before), so nothing leaves <see cref="OnMessage"/>. Loads are serialised by the caller, so the
/// captured lines belong to the one load that runs.
/// </remarks>
internal static class NativeLog
{
    private const int MaxLines = 32;

    // A static field keeps the delegate alive for as long as native code may call it.
    private static readonly NativeLogConfig.LLamaLogCallback Callback = OnMessage;
    private static readonly Lock Gate = new();
    private static readonly List<string> Captured = [];
    private static ILogger logger = NullLogger.Instance;
    private static bool attached;
    private static bool capturing;

    /// <summary>Begins to listen; the latest logger wins.</summary>
    public static void Attach(ILogger target)
    {
        lock (Gate)
        {
            logger = target;
            if (attached) return;
            attached = true;

            // Before the library is loaded the configuration takes the callback; afterwards (a host that uses LLamaSharp itself) only the API does.
            if (NativeLibraryConfig.LLama.LibraryHasLoaded) NativeLogConfig.llama_log_set(Callback);
            else NativeLibraryConfig.LLama.WithLogCallback(Callback);
        }
    }

    /// <summary>Begins to keep warnings and errors.</summary>
    public static void StartCapture()
    {
        lock (Gate)
        {
            Captured.Clear();
            capturing = true;
        }
    }

    /// <summary>Ends keeping and gives the lines.</summary>
    public static IReadOnlyList<string> StopCapture()
    {
        lock (Gate)
        {
            capturing = false;
            return [.. Captured];
        }
    }

    private static void OnMessage(LLamaLogLevel level, string message)
    {
        try
        {
            if (level is not (LLamaLogLevel.Warning or LLamaLogLevel.Error)) return;
            var line = message.Trim();
            if (line.Length == 0) return;
            ILogger target;
            bool isLoad;
            lock (Gate)
            {
                isLoad = capturing && !line.Contains("decode", StringComparison.OrdinalIgnoreCase); // A request that is cancelled during another model's load.
                if (isLoad && Captured.Count < MaxLines) Captured.Add(line);
                target = logger;
            }

            // While computing, what matters comes as a result code; a cancelled request alone logs four errors.
            target.Log(!isLoad ? LogLevel.Debug : level == LLamaLogLevel.Error ? LogLevel.Error : LogLevel.Warning, "llama.cpp: {Message}", line);
        }
#pragma warning disable CA1031 // An exception that reaches native code ends the process; a lost log line does not.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
