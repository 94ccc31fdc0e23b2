using System.Globalization;
using System.Text.Json;
using StructGen.RepairBench.Sampling;
using StructGen.RepairBench.Texts;

namespace StructGen.RepairBench.Judging;

/// <summary>Compares a reading with what was written.</summary>
internal static class Judge
{
    public static Verdict Of(Sample sample, Reading reading)
    {
        var valid = reading.Data is { } data && reading.Claimed && !reading.Ambiguous && sample.Document.Accepts(data);
        var same = reading.Data is { } read && SameJson.Same(read, sample.Document.Data);
        return sample.Expectation switch
        {
            Expectation.Document => valid && same && !reading.Truncated ? Verdict.Exact : WrongIf(valid && !same, reading),
            Expectation.DocumentOrNone => (valid && same) || !valid ? Verdict.Exact : WrongIf(true, reading),
            Expectation.ClosersMissing => valid && same ? Verdict.Exact
                : reading.Truncated && sample.EndsInNumber && Keeps(sample, reading) ? Verdict.Exact
                : WrongIf(valid, reading),
            Expectation.Truncated => reading.Truncated && Keeps(sample, reading) ? Verdict.Exact
                : WrongIf(valid && !same, reading),
            Expectation.Ambiguous => reading.Ambiguous || reading.Truncated ? Verdict.Exact : WrongIf(valid, reading),
            _ => valid && !reading.Truncated ? Verdict.Wrong : Verdict.Exact,
        };
    }

    private static Verdict WrongIf(bool wrong, Reading reading) => wrong && !reading.Truncated ? Verdict.Wrong : Verdict.AskedAgain;

    /// <summary>Whether a truncated reading has every leaf that was written whole, and no other than written.</summary>
    private static bool Keeps(Sample sample, Reading reading)
    {
        var found = reading.Data is { } data ? JsonEdit.Leaves(data).ToDictionary(leaf => Key(leaf.Path), leaf => leaf.Value) : [];
        var written = JsonEdit.Leaves(sample.Document.Data).ToDictionary(leaf => Key(leaf.Path), leaf => leaf.Value);
        return sample.WholeLeaves.All(path => found.TryGetValue(Key(path), out var value) && SameJson.Same(value, written[Key(path)]))
            && found.All(leaf => IsOpen(leaf.Value) || (written.TryGetValue(leaf.Key, out var value) && MayBegin(leaf.Value, value)));
    }

    /// <summary>An empty rest of a container has no leaves of its own; null stands where a value had not begun.</summary>
    private static bool IsOpen(JsonElement value) => value.ValueKind == JsonValueKind.Null;

    private static bool MayBegin(JsonElement part, JsonElement whole) => part.ValueKind == JsonValueKind.Number
        ? whole.ValueKind == JsonValueKind.Number
            && (SameJson.SameNumber(part.GetRawText(), whole.GetRawText()) || whole.GetRawText().StartsWith(part.GetRawText(), StringComparison.Ordinal))
        : part.ValueKind == JsonValueKind.String ? whole.ValueKind is JsonValueKind.String or JsonValueKind.Number : part.ValueKind == whole.ValueKind;

    private static string Key(IReadOnlyList<string> path)
        => string.Join('\u0001', path.Select(step => step.ToString(CultureInfo.InvariantCulture)));
}
