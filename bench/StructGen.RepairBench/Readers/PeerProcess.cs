using System.Diagnostics;
using System.Text;
using System.Text.Json;
using StructGen.RepairBench.Judging;

namespace StructGen.RepairBench.Readers;

/// <summary>Other libraries in one Node process: one JSON line in, one out.</summary>
internal sealed class PeerProcess : IDisposable
{
    public static readonly string[] Names = ["jsonrepair", "partial-json"];

    private readonly Process _process;

    private PeerProcess(Process process) => _process = process;

    /// <summary>Starts <c>peers.js</c>; null where its packages are not installed.</summary>
    public static PeerProcess? Start(string folder)
    {
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
            return null;
        var start = new ProcessStartInfo("node", [Path.Combine(folder, "peers.js")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        return new PeerProcess(Process.Start(start)!);
    }

    /// <summary>What each library of <see cref="Names"/> reads.</summary>
    public IReadOnlyList<Reading> Read(string text)
    {
        _process.StandardInput.WriteLine(JsonSerializer.Serialize(text));
        _process.StandardInput.Flush();
        var line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The Node process of the peers ended.");
        using var answer = JsonDocument.Parse(line);
        return [.. answer.RootElement.EnumerateArray().Select(json
            => new Reading(json.ValueKind == JsonValueKind.String ? TryParse(json.GetString()!) : null, json.ValueKind == JsonValueKind.String, false, false))];
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(5_000))
            _process.Kill();
        _process.Dispose();
    }

    private static JsonElement? TryParse(string json)
    {
        try
        {
            return JsonElement.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
