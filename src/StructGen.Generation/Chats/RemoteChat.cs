using System.Text.Json;
using Microsoft.Extensions.AI;
using StructGen.Constraints;
using StructGen.Generation.Models;
using StructGen.Generation.Parsing;
using StructGen.Generation.Planning;
using StructGen.Generation.Requests;
using StructGen.Generation.Retries;
using StructGen.Generation.Tools;
using StructGen.Generation.Validation;

namespace StructGen.Generation.Chats;

/// <summary>Prepares a chat answer of a remote model: passed through in the provider's own terms where it has them, told in the prompt where not, and checked either way.</summary>
internal sealed class RemoteChat(AnswerSchemas schemas, AnswerWriters writers, GenerationLimits limits)
{
    private static readonly Dictionary<string, string> NoMetadata = [];

    public async ValueTask<ChatTurn> PrepareAsync(TextModel model, ChatRequest request, ChatAsk ask, AnsweredCalls? answered, ChatTale tale, AttemptLog log, CancellationToken cancellationToken)
    {
        var offersTools = ask.Tools.Count > 0 && model.Capabilities.NativeTools;
        var sendsSchema = ask.Format is { } asked && model.Capabilities.NativeSchema && SchemaShape.IsObject(asked);
        var form = sendsSchema ? null : ChatLayout.FormOf(NoMetadata, request.Format, ask.Format);
        var turns = ChatTurns.Of(request.Messages, instructions: null);
        var judge = await JudgeAsync(request, ask, answered, offersTools, cancellationToken).ConfigureAwait(false);
        if (ask.Tools.Count > 0 && !offersTools)
            return new ChatTurn(ChatLayout.Of(NoMetadata, ask, turns, form), writers.Remote(log.Plan, chat => Configure(chat, request, ask, false, sendsSchema)), judge);
        IReadOnlyList<ChatMessage> conversation = form is null ? request.Messages : [new ChatMessage(ChatRole.System, form), .. request.Messages];
        var writer = writers.Remote(log.Plan, conversation, chat => Configure(chat, request, ask, offersTools, sendsSchema));
        var isFree = ask.IsFree && request.Format.Kind == ChatFormatKind.Text;
        return new ChatTurn(turns, writer, isFree ? answer => Free(answer, tale) : judge) { OnText = isFree ? text => tale.Add(new ContentPiece(text)) : null };
    }

    private static void Configure(ChatOptions chat, ChatRequest request, ChatAsk ask, bool offersTools, bool sendsSchema)
    {
        if (request.StopStrings.Count > 0) chat.StopSequences = [.. request.StopStrings];
        if (offersTools && ask.MayCall) NativeTools.Offer(ask.Tools, ask.Choice, ask.Parallel, chat);
        else if (offersTools) NativeTools.OfferNone(ask.Tools, chat);
        if (sendsSchema) chat.ResponseFormat = ChatResponseFormat.ForJsonSchema(ask.Format!.Value, SchemaShape.NameOf(ask.Format.Value));
    }

    private async ValueTask<Func<WrittenAnswer, Judgement<ChatSaid>>> JudgeAsync(ChatRequest request, ChatAsk ask, AnsweredCalls? answered, bool offersTools, CancellationToken cancellationToken)
    {
        try
        {
            var format = ask.Format is { } schema ? await schemas.GetAsync(schema, isSpec: false, null, cancellationToken).ConfigureAwait(false) : null;
            var calls = ask.Tools.Count > 0 && (ask.MayCall || !offersTools) ? await schemas.GetAsync(ask.CallsSchema(limits.ParallelCalls), isSpec: false, null, cancellationToken).ConfigureAwait(false) : null;
            var tools = calls is null ? null : new ToolJudge(calls, ask.Choice, ask.Parallel, offersTools ? null : ask.Reply, offersTools) { Tools = ask.Tools };
            var text = TextRule(request.Format) is { } rule ? SchemaValidator.Create(rule) : null;
            return answer => Judge(answer, answered, tools, format, text);
        }
        catch (ConstraintException fault)
        {
            throw new RequestPartException(ask.Tools.Count > 0 && ask.Format is null ? "/tools" : "/format", fault);
        }
    }

    private static Judgement<ChatSaid> Free(WrittenAnswer answer, ChatTale tale)
        => answer.IsRefusal ? Judgements.Refused<ChatSaid>(answer) : new(GenerationOutcome.Answered, new ChatSaid(tale.Pieces, answer.FinishReason == WrittenAnswer.Length));

    private static Judgement<ChatSaid> Judge(WrittenAnswer answer, AnsweredCalls? answered, ToolJudge? tools, AnswerSchema? format, SchemaValidator? text)
    {
        if (answer.IsRefusal) return Judgements.Refused<ChatSaid>(answer);
        if (answer.FinishReason == WrittenAnswer.Length) return new(GenerationOutcome.Answered, new ChatSaid([new ContentPiece(answer.Text)], IsCut: true));
        if (tools is null && answer.Calls.Count > 0 && string.IsNullOrWhiteSpace(answer.Text)) return Judgements.Empty<ChatSaid>();
        if (tools is not null && (answer.Calls.Count > 0 || format is null)) return Calls(tools.Judge(answer), answered);
        if (format is not null)
        {
            var data = Data(answer, format);
            return tools is null || data.Outcome == GenerationOutcome.Answered || tools.Judge(answer) is not { Value.Calls.Count: > 0 } called ? data : Calls(called, answered);
        }

        if (text is not null && text.Validate(JsonSerializer.SerializeToElement(answer.Text.Trim())).Errors is { Count: > 0 } errors) return Judgements.Invalid<ChatSaid>(errors, []);
        return new(GenerationOutcome.Answered, new ChatSaid([new ContentPiece(answer.Text.Trim())], IsCut: false));
    }

    private static Judgement<ChatSaid> Data(WrittenAnswer answer, AnswerSchema format)
    {
        if (string.IsNullOrWhiteSpace(answer.Text)) return Judgements.Empty<ChatSaid>();
        var parsed = AnswerParser.Parse(answer.Text, AnswerFormat.Json, format.Json);
        if (Judgements.Unusable<ChatSaid>(parsed) is { } unusable) return unusable;
        var data = parsed.Data!.Value;
        var verdict = format.Validate(data);
        if (!verdict.Valid) return Judgements.Invalid<ChatSaid>(verdict.Errors, parsed.Repairs);
        return new(GenerationOutcome.Answered, new ChatSaid([new ContentPiece(parsed.Repairs.Count == 0 ? answer.Text.Trim() : data.GetRawText())], IsCut: false)) { Repairs = parsed.Repairs };
    }

    private static Judgement<ChatSaid> Calls(Judgement<ToolAnswer> judged, AnsweredCalls? answered)
    {
        if (judged.Value is not { } said) return new(judged.Outcome, null) { Errors = judged.Errors, Repairs = judged.Repairs };
        var tale = new ChatTale(tell: null);
        var filter = new RepeatFilter(answered, tale.Add);
        if (said.Content is { } words) filter.Add(new ContentPiece(words));
        for (var index = 0; index < said.Calls.Count; index++)
        {
            filter.Add(new CallPiece(index, said.Calls[index].Id, said.Calls[index].Name));
            filter.Add(new ArgumentsPiece(index, said.Calls[index].Arguments.GetRawText()));
        }

        filter.End();
        return new(judged.Outcome, new ChatSaid(tale.Pieces, IsCut: false) { Repeated = filter.Dropped, IsOnlyRepeats = filter.LeftNone }) { Repairs = judged.Repairs };
    }

    /// <summary>A regular expression or a choice as the schema of a string, which the validator knows how to check.</summary>
    private static JsonElement? TextRule(ChatFormat format) => format.Kind switch
    {
        ChatFormatKind.Pattern => JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["pattern"] = format.Expression! }),
        ChatFormatKind.Choice => JsonSerializer.SerializeToElement(new Dictionary<string, IReadOnlyList<string>> { ["enum"] = format.Choices }),
        _ => null,
    };
}
