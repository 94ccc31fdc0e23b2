using System.Text.Json;
using StructGen.Generation.Parsing;
using StructGen.RepairBench.Judging;

namespace StructGen.RepairBench.Readers;

/// <summary>The reader under test, through its public door.</summary>
internal static class OwnReader
{
    public static Reading Read(string text, JsonElement? schema, AnswerFormat? format = null)
    {
        var answer = AnswerParser.Parse(text, format ?? AnswerFormat.Json, schema);
        return new Reading(answer.Data, answer.Errors.Count == 0, answer.Truncated, answer.Ambiguous);
    }
}
