using System.Text.Json;
using System.Text.Encodings.Web;
using StructGen.RepairBench.Judging;
using StructGen.RepairBench.Sampling;

namespace StructGen.RepairBench.Runs;

/// <summary>Examples of what went wrong, one JSON object per line; nothing where no file was asked for.</summary>
internal sealed class FailureFile(string? path) : IDisposable
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly StreamWriter? _writer = path is null ? null : new StreamWriter(path);

    public void Add(Sample sample, Reading reading, Verdict verdict, IEnumerable<string> notes) => Write(new
    {
        kind = sample.Kind,
        second = sample.Second,
        layout = sample.Layout.ToString(),
        verdict = verdict.ToString(),
        right = sample.Expectation.ToString(),
        document = sample.Document.Name,
        raw = sample.Text,
        expected = sample.Document.Data,
        alternative = sample.Alternative,
        got = reading.Data,
        claimed = reading.Claimed,
        truncated = reading.Truncated,
        ambiguous = reading.Ambiguous,
        notes,
        schema = sample.Document.Schema,
    });

    public void Write(object failure) => _writer?.WriteLine(JsonSerializer.Serialize(failure, Plain));

    public void Dispose() => _writer?.Dispose();
}
