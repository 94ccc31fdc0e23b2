using System.Text;
using System.Text.Unicode;
using StructGen.Generation.Models;

namespace StructGen.Generation.Decoding;

/// <summary>Writes text that the constraint leaves no choice about, many tokens in one step of the model.</summary>
/// <remarks>
/// The forced bytes are tokenised as the model's own tokenizer would (what it was trained on), which may not be what it would choose
/// token by token. The last token is left to the model where more follows, because a longer token could span the border.
/// </remarks>
internal sealed class ForcedText(ITokenModel model)
{
    private const int ShortestRun = 2;
    private readonly byte[] _bytes = new byte[512];

    /// <summary>The tokens that were accepted last.</summary>
    public List<int> Tokens { get; } = [];

    /// <summary>Accepts forced tokens, at most so many.</summary>
    /// <returns>Whether there are any; the constraint then stands after them.</returns>
    public bool TryAccept(ITokenConstraint constraint, int limit)
    {
        Tokens.Clear();
        var length = CompleteLength(_bytes.AsSpan(0, constraint.ForcedBytes(_bytes)));
        if (length < ShortestRun) return false;
        var at = 0;
        foreach (var token in model.Tokenize(Encoding.UTF8.GetString(_bytes, 0, length), parseSpecial: false))
        {
            // A tokenizer that adds a space of its own, or normalises, does not give these bytes back: then the model chooses.
            var bytes = model.Vocabulary.GetBytes(token);
            if (Tokens.Count == limit || !_bytes.AsSpan(at, length - at).StartsWith(bytes) || !constraint.TryAccept(token)) break;
            Tokens.Add(token);
            at += bytes.Length;
        }

        if (Tokens.Count > 0 && !constraint.IsComplete)
        {
            constraint.Rollback(1);
            Tokens.RemoveAt(Tokens.Count - 1);
        }

        return Tokens.Count > 0;
    }

    private static int CompleteLength(ReadOnlySpan<byte> bytes)
    {
        var length = bytes.Length;
        while (length > 0 && !Utf8.IsValid(bytes[..length])) length--;
        return length;
    }
}
