using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using StructGen.Constraints;
using StructGen.Generation.Chats;
using StructGen.Generation.Models;
using StructGen.Generation.Parsing;
using StructGen.Generation.Prompting;
using StructGen.Generation.Requests;
using StructGen.Generation.Retries;
using StructGen.Generation.Validation;

namespace StructGen.Generation.Tools;

/// <summary>Judges what a model wrote as calls: local models write them as text, providers give them in their own form; both end in the same check against the call schema.</summary>
/// <param name="schema">The call schema.</param>
/// <param name="choice">Whether a call is required.</param>
/// <param name="parallel">Whether the answer is an array of calls.</param>
/// <param name="reply">The function that stands for calling none; null where there is none.</param>
/// <param name="isNative">Whether calls come in the provider's own form.</param>
internal sealed class ToolJudge(AnswerSchema schema, ToolChoice choice, bool parallel, PromptTool? reply, bool isNative)
{
    /// <summary>The tools that may be called; known ones let arguments of wrong types be mended, and calls that were written as text be found.</summary>
    public IReadOnlyList<ToolDefinition> Tools { get; init; } = [];

    /// <summary>Whether the reply's arguments are data that was asked for, and words alone no answer.</summary>
    public bool RepliesInData { get; init; }

    public Judgement<ToolAnswer> Judge(WrittenAnswer answer)
    {
        if (answer.IsRefusal) return Judgements.Refused<ToolAnswer>(answer);
        if (answer.FinishReason == WrittenAnswer.Length && !answer.ClosedByBudget) return Judgements.Truncated<ToolAnswer>();
        if (answer.Calls.Count > 0) return Check(answer.Calls, answer.Text);
        if (isNative && WrittenCalls.Find(answer.Text, Tools.Select(tool => tool.Name).ToHashSet(StringComparer.Ordinal), out var around) is { Count: > 0 } written) return Check(written, around);
        if (string.IsNullOrWhiteSpace(answer.Text)) return Judgements.Empty<ToolAnswer>();
        if (isNative && !RepliesInData) return InWords(answer.Text, []);
        if (RepliesInData && BareData(answer.Text) is { Data: { } bare, Truncated: false } found) return Check(AsReply(bare), found.Repairs, null);
        var parsed = AnswerParser.Parse(answer.Text, AnswerFormat.Json, schema.Json);
        if ((parsed.Ambiguous || parsed.Data is { ValueKind: JsonValueKind.Object or JsonValueKind.Array }) && Judgements.Unusable<ToolAnswer>(parsed) is { } unusable) return unusable;
        if (parsed.Data is { ValueKind: JsonValueKind.Object or JsonValueKind.Array } data) return Check(data, parsed.Repairs, null);
        return InWords(answer.Text, parsed.Errors);
    }

    /// <summary>Judges an answer to a request that wants no call.</summary>
    public static Judgement<ToolAnswer> JudgeWords(WrittenAnswer answer)
    {
        if (answer.IsRefusal) return Judgements.Refused<ToolAnswer>(answer);
        if (answer.FinishReason == WrittenAnswer.Length) return Judgements.Truncated<ToolAnswer>();
        return Words(answer.Text) is { } words ? new(GenerationOutcome.Answered, new ToolAnswer([], words)) : Judgements.Empty<ToolAnswer>();
    }

    /// <summary>Words where a call was possible: an answer when the model may choose, a fault when it must call.</summary>
    private Judgement<ToolAnswer> InWords(string text, IReadOnlyList<string> errors)
        => choice.Kind == ToolChoiceKind.Auto && !RepliesInData
            ? new(GenerationOutcome.Answered, new ToolAnswer([], text.Trim()))
            : Judgements.Unreadable<ToolAnswer>([.. errors, RepliesInData ? "No function was called and no data was given." : "No function was called, and the request needs a call."], []);

    /// <summary>Calls in the provider's own form. Where they break a rule, types are mended by each tool's parameters, as they are in text.</summary>
    private Judgement<ToolAnswer> Check(IReadOnlyList<FunctionCallContent> calls, string text)
    {
        var repairs = new List<AnswerRepair>();
        var data = NativeCalls.Read(calls, parallel, repairs);
        var judged = Check(data, repairs, Words(text));
        if (judged.Outcome == GenerationOutcome.Answered) return judged;
        var mended = JsonSerializer.SerializeToNode(data)!;
        foreach (var call in mended is JsonArray several ? several.ToList() : [mended])
        {
            if (Tools.FirstOrDefault(tool => tool.Name == (string?)call!["name"]) is not { } tool || call!["arguments"] is not { } arguments) continue;
            var coerced = AnswerParser.Coerce(JsonSerializer.SerializeToElement(arguments), ToolSet.ParametersOf(tool));
            if (coerced.Data is not { } fit || coerced.Repairs.Count == 0) continue;
            call["arguments"] = JsonSerializer.SerializeToNode(fit);
            repairs.AddRange(coerced.Repairs);
        }

        var again = Check(JsonSerializer.SerializeToElement(mended), repairs, Words(text));
        return again.Outcome == GenerationOutcome.Answered ? again : judged;
    }

    private Judgement<ToolAnswer> Check(JsonElement data, IReadOnlyList<AnswerRepair> repairs, string? words)
    {
        var shaped = (parallel, data.ValueKind) switch
        {
            (true, JsonValueKind.Object) => JsonSerializer.SerializeToElement(new[] { data }),
            (false, JsonValueKind.Array) when data.GetArrayLength() == 1 => data[0],
            _ => data,
        };
        var errors = Validate(shaped);
        if (errors.Count > 0) return Judgements.Invalid<ToolAnswer>(errors, repairs);
        IReadOnlyList<JsonElement> calls = shaped.ValueKind == JsonValueKind.Array ? [.. shaped.EnumerateArray()] : [shaped];
        if (reply is not null && calls[0].GetProperty("name").ValueEquals(reply.Name))
        {
            if (RepliesInData) return new(GenerationOutcome.Answered, new ToolAnswer([], null, AnswerFunction.DataOf(reply, calls[0].GetProperty("arguments")))) { Repairs = repairs };
            words = calls[0].GetProperty("arguments").GetProperty("text").GetString();
        }

        var made = calls.Where(call => reply is null || !call.GetProperty("name").ValueEquals(reply.Name));
        return new(GenerationOutcome.Answered, new ToolAnswer([.. made.Select(Read)], words)) { Repairs = repairs };
    }

    /// <summary>Models write the data itself where a function that takes it was meant; null where it is a call or nothing.</summary>
    private ParsedAnswer? BareData(string text)
    {
        var read = AnswerParser.Parse(text, AnswerFormat.Json, null);
        if (read.Data is not { } data || IsCall(data)) return null;
        return AnswerFunction.IsWrapped(reply!) ? read : AnswerParser.Parse(text, AnswerFormat.Json, reply!.Parameters);
    }

    private JsonElement AsReply(JsonElement data)
        => JsonSerializer.SerializeToElement(new JsonObject { ["name"] = reply!.Name, ["arguments"] = AnswerFunction.ArgumentsOf(reply, data) });

    private static bool IsCall(JsonElement data) => data.ValueKind switch
    {
        JsonValueKind.Object => data.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String && data.TryGetProperty("arguments", out _),
        JsonValueKind.Array => data.GetArrayLength() > 0 && data.EnumerateArray().All(IsCall),
        _ => false,
    };

    private IReadOnlyList<ValidationError> Validate(JsonElement calls)
    {
        try
        {
            return schema.Validate(calls).Errors;
        }
        catch (ConstraintLimitException limit)
        {
            return [.. limit.Errors.Select(error => new ValidationError("", error.Pointer, error.Keyword, error.Message))];
        }
    }

    private static ToolCall Read(JsonElement call)
        => new(CallIds.Create(), call.GetProperty("name").GetString()!, call.GetProperty("arguments").Clone());

    private static string? Words(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
