using System.Text.Json;
using StructGen.Generation.Parsing.Choosing;
using StructGen.Generation.Parsing.Coercion;
using StructGen.Generation.Parsing.Lenient;
using StructGen.Generation.Parsing.Reading;
using StructGen.Generation.Prompting.Shapes;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Parsing;

/// <summary>Reads answers in JSON: strictly, else as the reading of least cost.</summary>
internal static class JsonAnswers
{
    private const int CoverCost = 3;
    private const int MaxWithin = 20_000;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = AnswerParser.MaxDepth, AllowDuplicateProperties = false };

    public static ParsedAnswer Read(string raw, bool tagged, TypeShape? shape, AnswerContext context)
    {
        if (TryStrict(raw, 0) is { } whole)
            return Fit(raw, 0, whole, shape, []);
        var log = new RepairLog();
        var start = 0;
        if (ThinkingBlocks.Skip(raw, ref start, log))
            return new ParsedAnswer { Repairs = log.Repairs, Truncated = true, Errors = ["The answer ends before the thinking does: there is no data."] };
        if (start > 0 && TryStrict(raw, start) is { } rest)
            return Fit(raw, start, rest, shape, log.Repairs);
        if (string.IsNullOrWhiteSpace(raw[start..]))
            return new ParsedAnswer { Repairs = log.Repairs, Errors = ["The answer is empty."] };
        return ReadLeniently(raw, start, tagged, shape, context, log.Repairs);
    }

    /// <summary>Reads text that is not JSON, from a place on.</summary>
    public static ParsedAnswer ReadLeniently(string raw, int start, bool tagged, TypeShape? shape, AnswerContext context, IReadOnlyList<AnswerRepair> before)
    {
        var view = new ShapeViews().Of(shape);
        var holdsJson = view.IsAny || view.Admits(ShapeTypes.Object | ShapeTypes.Array);
        ParsedAnswer? read = null;
        if (holdsJson)
        {
            var search = new LeastCostReader(raw, start, raw.Length, shape);
            var readings = search.Read();
            var choice = new ValueChoice(raw, start, tagged, shape, context);
            read = choice.Choose([.. readings.Select(final => StepReplay.Replay(raw, final))], before);
            var least = readings.Count > 0 ? readings[0].Cost : int.MaxValue;
            foreach (var plain in PlainTexts.Of(raw, start))
                read = ReadPlain(plain, start, tagged, shape, context, before, ref least) ?? read;
            read ??= Unread(search, before);
        }

        var isBare = BareAnswers.Read(raw, start, shape, view, read is null or { Data: null, Ambiguous: false });
        if (isBare is { } bare)
            return bare with { Repairs = [.. before, .. bare.Repairs] };
        return read ?? new ParsedAnswer { Repairs = before, Errors = ["There is no JSON in the answer."] };
    }

    /// <summary>The value of JSON within a text, written with at most small slips; null where it is none.</summary>
    public static AnswerNode? ReadWithin(string text)
    {
        var log = new RepairLog();
        if (TryStrict(text, 0) is not null)
            return ExactJson.Read(text, 0, log);
        if (text.Length > MaxWithin)
            return null;
        var readings = new LeastCostReader(text, 0, text.Length, null).Read();
        return readings.Count > 0 && readings[0] is { IsCut: false, Cost: < 8 } && StepReplay.Replay(text, readings[0]).Values is [var only] && IsAll(text, only) ? only.Node : null;
    }

    private static bool IsAll(string text, RootValue value)
        => text.AsSpan(0, value.From).IsWhiteSpace() && text.AsSpan(value.To).IsWhiteSpace();

    /// <summary>Reads the text without what covers all of it, such as a level of escapes; null where that costs more than reading it as it is.</summary>
    private static ParsedAnswer? ReadPlain(
        PlainText plain, int start, bool tagged, TypeShape? shape, AnswerContext context, IReadOnlyList<AnswerRepair> before, ref int least)
    {
        IReadOnlyList<AnswerRepair> repairs = [.. before, plain.Repair];
        if (TryStrict(plain.Text, start) is { } strict)
        {
            least = CoverCost;
            return Fit(plain.Text, start, strict, shape, repairs);
        }

        var readings = new LeastCostReader(plain.Text, start, plain.Text.Length, shape).Read();
        if (readings.Count == 0 || readings[0].Cost + CoverCost >= least)
            return null;
        least = readings[0].Cost + CoverCost;
        return new ValueChoice(plain.Text, start, tagged, shape, context).Choose([.. readings.Select(final => StepReplay.Replay(plain.Text, final))], repairs);
    }

    private static ParsedAnswer? Unread(LeastCostReader search, IReadOnlyList<AnswerRepair> before)
        => search.GaveUp ? new ParsedAnswer { Repairs = before, Errors = ["The answer is too damaged to be read: write it again as plain JSON."] }
            : search.TooDeep ? new ParsedAnswer { Repairs = before, Errors = [$"The values of the answer nest deeper than {AnswerParser.MaxDepth}."] }
            : null;

    private static ParsedAnswer Fit(string raw, int start, JsonElement strict, TypeShape? shape, IReadOnlyList<AnswerRepair> before)
    {
        var log = new RepairLog();
        var node = ExactJson.Read(raw, start, log);
        return AnswerReading.Fit(node, log.Repairs.Count == 0 ? strict : null, shape, [.. before, .. log.Repairs], CutKind.Whole);
    }

    private static JsonElement? TryStrict(string raw, int start)
    {
        try
        {
            using var document = JsonDocument.Parse(raw.AsMemory(start), Strict);
            return document.RootElement.Clone();
        }
        catch (Exception error) when (error is JsonException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
