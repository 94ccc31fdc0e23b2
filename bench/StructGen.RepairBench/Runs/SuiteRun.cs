using System.Globalization;
using System.Text.Json;
using StructGen.Constraints;
using StructGen.Generation.Parsing;
using StructGen.RepairBench.Judging;
using StructGen.RepairBench.Readers;

namespace StructGen.RepairBench.Runs;

/// <summary>
/// Test cases of other libraries: what they expect of a text, and what we read. They stand outside the repository (one file of JSON Lines per library), so
/// they are run where the folder is given.
/// </summary>
internal static class SuiteRun
{
    public static IReadOnlyList<string> Run(BenchOptions options, FailureFile failures)
    {
        if (!Directory.Exists(options.Suites))
        {
            Console.WriteLine($"\nThe suites of other libraries are not in {options.Suites}; they are left out.");
            return [];
        }

        using var peers = PeerProcess.Start(options.Peers);
        Console.WriteLine("\n## Suites of other libraries\n\nas expected / asked again or truncated / different\n\n| suite | cases | with a schema | without | jsonrepair as expected |\n| --- | --- | --- | --- | --- |");
        foreach (var file in Directory.GetFiles(options.Suites, "*.jsonl").Order(StringComparer.Ordinal))
            RunSuite(file, peers, failures);
        return [];
    }

    private static void RunSuite(string file, PeerProcess? peers, FailureFile failures)
    {
        var suite = Path.GetFileNameWithoutExtension(file);
        var (withShape, without) = (new Tally(), new Tally());
        var peerSame = 0;
        foreach (var line in File.ReadLines(file))
        {
            var test = JsonElement.Parse(line);
            var given = test.GetProperty("schema");
            var raw = test.GetProperty("raw").GetString()!;
            var none = test.GetProperty("none").GetBoolean();
            var expected = test.GetProperty("expected");
            if (given.ValueKind == JsonValueKind.Null)
                without.Add(Compare(AnswerParser.Parse(raw, AnswerFormat.Json, null), null, none, expected));
            var schema = given.ValueKind != JsonValueKind.Null ? given : none ? (JsonElement?)null : Shape(expected);
            var answer = AnswerParser.Parse(raw, AnswerFormat.Json, schema);
            var verdict = Compare(answer, schema, none, expected);
            withShape.Add(verdict);
            if (peers?.Read(raw)[0] is { } peer)
                peerSame += (none && peer.Data is null) || (peer.Data is { } theirs && !none && Same(theirs, expected)) ? 1 : 0;
            if (verdict != Verdict.Exact)
            {
                failures.Write(new
                {
                    kind = suite, second = test.GetProperty("name").GetString(), verdict = verdict.ToString(), right = none ? "None" : "Document", raw, expected,
                    alternative = (JsonElement?)null, got = answer.Data, claimed = answer.Errors.Count == 0, truncated = answer.Truncated, ambiguous = answer.Ambiguous,
                    notes = answer.Errors.Concat(answer.Repairs.Select(repair => repair.Kind)), schema,
                });
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {suite} | {withShape.Total} | {Report.Cell(withShape)} | {Report.Cell(without)} | {(peers is null ? "-" : peerSame.ToString(CultureInfo.InvariantCulture))} |"));
    }

    private static Verdict Compare(ParsedAnswer answer, JsonElement? schema, bool none, JsonElement expected)
    {
        var valid = answer.Data is { } data && answer.Errors.Count == 0 && (schema is not { } known || SchemaValidator.Create(known).IsValid(data));
        if (none)
            return valid && !answer.Truncated ? Verdict.Wrong : Verdict.Exact;
        if (answer.Data is { } read && Same(read, expected))
            return Verdict.Exact;
        return valid && !answer.Truncated ? Verdict.Wrong : Verdict.AskedAgain;
    }

    /// <summary>An open schema of the types that are expected: what a service, unlike a library without schemas, knows.</summary>
    private static JsonElement Shape(JsonElement expected) => JsonSerializer.SerializeToElement(ShapeOf(expected));

    private static Dictionary<string, object> ShapeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => new()
        {
            ["type"] = "object",
            ["properties"] = value.EnumerateObject().DistinctBy(SameJson.Name).ToDictionary(SameJson.Name, member => ShapeOf(member.Value)),
        },
        JsonValueKind.Array => new()
        {
            ["type"] = "array",
            ["items"] = value.EnumerateArray().Select(item => item.ValueKind).Distinct().Count() == 1 && value[0].ValueKind != JsonValueKind.Object ? ShapeOf(value[0]) : [],
        },
        JsonValueKind.String => new() { ["type"] = "string" },
        JsonValueKind.Number => new() { ["type"] = "number" },
        JsonValueKind.Null => new() { ["type"] = "null" },
        _ => new() { ["type"] = "boolean" },
    };

    /// <summary>Equal, where a null member and an absent one are the same: BAML writes every optional member.</summary>
    private static bool Same(JsonElement read, JsonElement expected) => SameJson.Same(read, expected) || SameJson.Same(WithoutNulls(read), WithoutNulls(expected));

    private static JsonElement WithoutNulls(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => JsonSerializer.SerializeToElement(value.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null)
            .DistinctBy(SameJson.Name).ToDictionary(SameJson.Name, member => WithoutNulls(member.Value))),
        JsonValueKind.Array => JsonSerializer.SerializeToElement(value.EnumerateArray().Select(WithoutNulls)),
        _ => value,
    };
}
