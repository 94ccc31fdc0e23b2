using System.Text.Json;
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
    public Judgement<ToolAnswer> Judge(WrittenAnswer answer)
    {
        if (answer.FinishReason == WrittenAnswer.Refusal) return Judgements.Refused<ToolAnswer>(answer);
        if (answer.FinishReason == WrittenAnswer.Length && !answer.ClosedByBudget) return Judgements.Truncated<ToolAnswer>();
        if (answer.Calls.Count > 0) return Check(NativeCalls.Read(answer.Calls, parallel), [], Words(answer.Text));
        if (string.IsNullOrWhiteSpace(answer.Text)) return Judgements.Empty<ToolAnswer>();
        if (isNative) return InWords(answer.Text, []);
        var parsed = AnswerParser.Parse(answer.Text, AnswerFormat.Json, schema.Json);
        if (parsed.Data is { ValueKind: JsonValueKind.Object or JsonValueKind.Array } data) return Check(data, parsed.Repairs, null);
        return InWords(answer.Text, parsed.Errors);
    }

    /// <summary>Judges an answer to a request that wants no call.</summary>
    public static Judgement<ToolAnswer> JudgeWords(WrittenAnswer answer)
    {
        if (answer.FinishReason == WrittenAnswer.Refusal) return Judgements.Refused<ToolAnswer>(answer);
        if (answer.FinishReason == WrittenAnswer.Length) return Judgements.Truncated<ToolAnswer>();
        return Words(answer.Text) is { } words ? new(GenerationOutcome.Answered, new ToolAnswer([], words)) : Judgements.Empty<ToolAnswer>();
    }

    /// <summary>Words where a call was possible: an answer when the model may choose, a fault when it must call.</summary>
    private Judgement<ToolAnswer> InWords(string text, IReadOnlyList<string> errors)
        => choice.Kind == ToolChoiceKind.Auto
            ? new(GenerationOutcome.Answered, new ToolAnswer([], text.Trim()))
            : Judgements.Unreadable<ToolAnswer>([.. errors, "No function was called, and the request needs a call."], []);

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
            words = calls[0].GetProperty("arguments").GetProperty("text").GetString();
        var made = calls.Where(call => reply is null || !call.GetProperty("name").ValueEquals(reply.Name));
        return new(GenerationOutcome.Answered, new ToolAnswer([.. made.Select(Read)], words)) { Repairs = repairs };
    }

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
