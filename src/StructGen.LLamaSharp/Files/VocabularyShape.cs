using System.Globalization;

namespace StructGen.LLamaSharp.Files;

/// <summary>Refuses vocabularies with which llama.cpp ends the process: when it loads them, or later at a text that it cannot spell.</summary>
/// <remarks>Source: llama-vocab.cpp of llama.cpp b10221: asserts that no two tokens are spelled alike, reads types and scores without looking at their number, spells unknown bytes by <c>at()</c>.</remarks>
internal static class VocabularyShape
{
    /// <summary>Checks it.</summary>
    /// <exception cref="InvalidDataException">What is wrong; no file is named.</exception>
    public static void Check(GgufContent content)
    {
        CheckList(content, "tokenizer.ggml.token_type", GgufValueType.Int32, GgufValueType.UInt32);
        CheckList(content, "tokenizer.ggml.scores", GgufValueType.Float32, GgufValueType.Float32);
        if (content.Arrays.TryGetValue("tokenizer.ggml.merges", out var merges) && merges.Type != GgufValueType.Text)
            throw new InvalidDataException("its tokenizer.ggml.merges are no list of texts");
        var spellings = Spellings(content.Tokens);
        if (!content.Metadata.TryGetValue("tokenizer.ggml.model", out var kind)) throw new InvalidDataException("it names no tokenizer (tokenizer.ggml.model)");
        if (kind == "llama") CheckBytes(spellings);
    }

    private static void CheckList(GgufContent content, string key, GgufValueType type, GgufValueType orType)
    {
        if (content.Metadata.ContainsKey(key)) throw new InvalidDataException($"its {key} is no list");
        if (!content.Arrays.TryGetValue(key, out var list)) return;
        if (list.Type != type && list.Type != orType) throw new InvalidDataException($"its {key} has values of the type {list.Type}");
        if (list.Count != (ulong)content.Tokens.Count) throw new InvalidDataException($"its {key} has {list.Count} values for {content.Tokens.Count} tokens");
    }

    private static HashSet<string> Spellings(IReadOnlyList<string> tokens)
    {
        var spellings = new HashSet<string>(tokens.Count, StringComparer.Ordinal);
        for (var id = 0; id < tokens.Count; id++)
        {
            // Empty ones get a spelling of their own in llama.cpp.
            var spelling = tokens[id].Length > 0 ? tokens[id] : string.Create(CultureInfo.InvariantCulture, $"[EMPTY_{id}]");
            if (!spellings.Add(spelling)) throw new InvalidDataException($"its vocabulary has a token twice (the second has the id {id})");
        }

        return spellings;
    }

    // SentencePiece spells what it has no token for byte by byte.
    private static void CheckBytes(HashSet<string> spellings)
    {
        for (var value = 0; value < 256; value++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"<0x{value:X2}>");
            if (!spellings.Contains(name) && !spellings.Contains(((char)value).ToString()))
                throw new InvalidDataException($"its SentencePiece vocabulary has no token for the byte {name}");
        }
    }
}
