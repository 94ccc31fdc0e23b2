using StructGen.Constraints;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Models;

/// <summary>A model that shows its tokens: the port that grammar mode decodes through. Safe to share between threads.</summary>
public interface ITokenModel
{
    /// <summary>The name that requests use.</summary>
    string Name { get; }

    /// <summary>Its tokens as raw bytes.</summary>
    Vocabulary Vocabulary { get; }

    /// <summary>Most tokens that prompt and answer may have together.</summary>
    int ContextLength { get; }

    /// <summary>The model file's metadata, such as <c>structgen.prompt.extract</c>.</summary>
    IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Turns text into tokens; no begin or end token is added.</summary>
    /// <param name="text">The text.</param>
    /// <param name="parseSpecial">Whether the text of control tokens (<c>&lt;|im_end|&gt;</c>) becomes the token; false for anything a user wrote.</param>
    int[] Tokenize(string text, bool parseSpecial);

    /// <summary>Lays messages out as the model's chat template wants, up to where the assistant begins, and turns that into tokens.</summary>
    /// <remarks>Control tokens written in a message's content stay text: a user cannot forge a role.</remarks>
    int[] TokenizeChat(IReadOnlyList<PromptMessage> messages);

    /// <summary>Opens a session whose logits stand after the prompt; waits for a free context.</summary>
    /// <exception cref="ContextExceededException">The prompt does not fit the context.</exception>
    ValueTask<ITokenSession> OpenAsync(ReadOnlyMemory<int> prompt, CancellationToken cancellationToken);

    /// <summary>As <see cref="OpenAsync"/>, for a request with a seed: the same calls give the same logits to the last bit, whatever else runs or ran. May be slower.</summary>
    /// <remarks>On one machine, build and configuration. A model whose logits never depend on anything else needs no more than this default.</remarks>
    ValueTask<ITokenSession> OpenRepeatableAsync(ReadOnlyMemory<int> prompt, CancellationToken cancellationToken) => OpenAsync(prompt, cancellationToken);
}
