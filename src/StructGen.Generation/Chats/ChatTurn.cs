using StructGen.Generation.Models;
using StructGen.Generation.Requests;
using StructGen.Generation.Retries;

namespace StructGen.Generation.Chats;

/// <summary>Everything that is needed to have a model write a chat answer, decided before it begins. Immutable.</summary>
/// <param name="Prompt">The prompt.</param>
/// <param name="Writer">Has the model write.</param>
/// <param name="Judge">Judges what was written.</param>
internal sealed record ChatTurn(IReadOnlyList<PromptMessage> Prompt, IAnswerWriter Writer, Func<WrittenAnswer, Judgement<ChatSaid>> Judge)
{
    /// <summary>Takes the text while it is written, where nothing in it can turn out wrong; null holds it back until it was judged.</summary>
    public Action<string>? OnText { get; init; }
}
