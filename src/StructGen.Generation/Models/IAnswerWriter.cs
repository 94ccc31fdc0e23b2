using StructGen.Generation.Requests;

namespace StructGen.Generation.Models;

/// <summary>Has a model write one answer to messages: the one thing the modes do differently.</summary>
internal interface IAnswerWriter
{
    /// <param name="messages">The prompt.</param>
    /// <param name="onText">Called with every piece as it is written; null when nobody listens. The pieces joined are the answer's text.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    Task<WrittenAnswer> WriteAsync(IReadOnlyList<PromptMessage> messages, Action<string>? onText, CancellationToken cancellationToken);
}
