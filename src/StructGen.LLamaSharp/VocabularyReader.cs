using LLama.Native;
using StructGen.Constraints;

namespace StructGen.LLamaSharp;

/// <summary>Reads a model's tokens as raw bytes.</summary>
/// <remarks>
/// With <c>special: false</c> a control token gives no bytes, so it can never match text. Bytes are the real ones: byte-level alphabets
/// are decoded, SentencePiece's <c>▁</c> is a space, byte tokens are their byte; fragments of characters stay fragments.
/// </remarks>
internal static class VocabularyReader
{
    /// <summary>Reads all tokens, once per model (tens of milliseconds for 100,000 tokens).</summary>
    public static Vocabulary Read(SafeLlamaModelHandle model)
    {
        var vocabulary = model.Vocab;
        var tokens = new byte[vocabulary.Count][];
        var ends = new List<int>();
        var controls = new List<int>();
        var buffer = new byte[256];
        for (var id = 0; id < tokens.Length; id++)
        {
            var token = (LLamaToken)id;
            tokens[id] = ReadBytes(model, token, ref buffer, special: false);
            if (token.IsEndOfGeneration(vocabulary)) ends.Add(id);
            if ((token.GetAttributes(vocabulary) & (LLamaTokenAttr.Control | LLamaTokenAttr.Unknown | LLamaTokenAttr.Unused)) != 0) controls.Add(id);
        }

        return new Vocabulary(tokens, ends, controls);
    }

    /// <summary>One token's bytes.</summary>
    public static byte[] ReadBytes(SafeLlamaModelHandle model, LLamaToken token, ref byte[] buffer, bool special)
    {
        // Nothing is written when the buffer is too small; the size is given either way.
        var size = model.TokenToSpan(token, buffer, 0, special);
        if (size <= buffer.Length) return buffer[..(int)size];
        buffer = new byte[size];
        model.TokenToSpan(token, buffer, 0, special);
        return buffer[..(int)size];
    }
}
