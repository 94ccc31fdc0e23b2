using System.Diagnostics;
using System.Globalization;

namespace StructGen.DecodeBench;

/// <summary>A process of this program that measures or serves: it has its own libgomp, so settings and thread teams of one do not touch another.</summary>
internal sealed class Worker : IDisposable
{
    private readonly Process _process;

    private Worker(Process process) => _process = process;

    /// <summary>How a quota was set, or why it was not.</summary>
    public static string QuotaKind { get; private set; } = "none";

    /// <summary>Starts one.</summary>
    /// <param name="mode">Its mode.</param>
    /// <param name="options">Model, threads and quota are passed on.</param>
    /// <param name="spin">How its threads wait; <c>own</c> and <c>libgomp</c> leave it to the program.</param>
    /// <param name="more">Further arguments.</param>
    public static Worker Start(string mode, BenchOptions options, string spin, params string[] more)
    {
        List<string> command = [Environment.ProcessPath!, mode, "--model", options.Model, .. more];
        if (Path.GetFileNameWithoutExtension(command[0]) == "dotnet")
            command.Insert(1, Path.Combine(AppContext.BaseDirectory, "StructGen.DecodeBench.dll"));
        if (options.Threads is { } threads) command.AddRange(["--threads", threads.ToString(CultureInfo.InvariantCulture)]);
        if (options.Quota is { } quota && mode != "burn") command = WithQuota(command, quota);
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment.Remove("OMP_WAIT_POLICY");
        start.Environment.Remove("GOMP_SPINCOUNT");
        if (spin == "passive") start.Environment["OMP_WAIT_POLICY"] = "passive";
        else if (int.TryParse(spin, CultureInfo.InvariantCulture, out _)) start.Environment["GOMP_SPINCOUNT"] = spin;
        return new Worker(Process.Start(start)!);
    }

    /// <summary>Sends a line and reads the line that answers it.</summary>
    public async Task<string> AskAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
        return await ReadAsync();
    }

    /// <summary>Reads a line.</summary>
    public async Task<string> ReadAsync() => await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("A worker ended.");

    /// <summary>Closes its input, which ends it, and waits.</summary>
    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(90))) _process.Kill();
        _process.Dispose();
    }

    // A group of its own where control groups (v2, or v1's cpu) may be written; else systemd's scope; else one processor, which is no quota but the nearest thing.
    private static List<string> WithQuota(List<string> command, int percent)
    {
        const string Root = "/sys/fs/cgroup";
        var isSecond = File.Exists($"{Root}/cgroup.controllers");
        var (parent, file, value) = isSecond ? (Root, "cpu.max", $"{percent * 1000} 100000") : ($"{Root}/cpu", "cpu.cfs_quota_us", $"{percent * 1000}");
        try
        {
            if (!isSecond && !File.Exists(Path.Combine(parent, "cgroup.procs"))) throw new IOException("No control groups.");
            var group = Directory.CreateDirectory(Path.Combine(parent, $"structgen-bench-{percent}")).FullName;
            if (!File.Exists(Path.Combine(group, file))) throw new IOException($"No {file}.");
            File.WriteAllText(Path.Combine(group, file), value);
            QuotaKind = $"cgroup v{(isSecond ? 2 : 1)}, {file} {value}";
            return ["sh", "-c", $"echo $$ > {group}/cgroup.procs && exec \"$@\"", "sh", .. command];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (Directory.Exists("/run/systemd/system"))
            {
                QuotaKind = $"systemd scope, CPUQuota={percent}%";
                return ["systemd-run", "--scope", "--quiet", "-p", $"CPUQuota={percent}%", .. command];
            }

            QuotaKind = "no cgroup may be written here: taskset -c 0 instead";
            return ["taskset", "-c", "0", .. command];
        }
    }
}
