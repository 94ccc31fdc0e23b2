using System.Globalization;

namespace StructGen.LLamaSharp.Files;

/// <summary>Refuses numbers of the metadata that do not fit each other: llama.cpp takes most of them for granted and asserts, which ends the process.</summary>
/// <remarks>
/// Of a number that is absent, or given for each layer as an array, nothing is said. Missing or misshapen tensors that llama.cpp itself refuses with an error are left to it, but for
/// the embedding, whose message would name no remedy.
/// </remarks>
internal static class ModelShape
{
    private const long MaxLayers = 512; // LLAMA_MAX_LAYERS
    private const long MaxExperts = 512; // LLAMA_MAX_EXPERTS
    private const long MaxWidth = 1 << 24;

    /// <summary>Checks them.</summary>
    /// <exception cref="InvalidDataException">Which number is wrong; no file is named.</exception>
    public static void Check(GgufContent content, string architecture)
    {
        long? Number(string name) => NumberOf(content.Metadata, $"{architecture}.{name}");
        void Within(string name, long? value, long least, long most)
        {
            if (value < least || value > most) throw new InvalidDataException($"its {architecture}.{name} is {value}; between {least} and {most} makes sense");
        }

        var layers = Number("block_count") ?? throw new InvalidDataException($"its metadata has no {architecture}.block_count");
        var width = Number("embedding_length") ?? throw new InvalidDataException($"its metadata has no {architecture}.embedding_length");
        Within("block_count", layers, 1, MaxLayers);
        Within("embedding_length", width, 1, MaxWidth);
        Within("vocab_size", Number("vocab_size"), 1, 1 << 24);

        var heads = Number("attention.head_count");
        var keyHeads = Number("attention.head_count_kv");
        Within("attention.head_count", heads, 0, MaxWidth);
        Within("attention.head_count_kv", keyHeads, 0, MaxWidth);
        if (heads > 0 && keyHeads > 0 && heads % keyHeads != 0)
            throw new InvalidDataException($"its {architecture}.attention.head_count is {heads}, no multiple of the {keyHeads} heads of keys and values");

        var headWidth = Number("attention.key_length") ?? (heads > 0 ? width / heads : null);
        Within("attention.key_length", Number("attention.key_length"), 1, MaxWidth);
        Within("attention.value_length", Number("attention.value_length"), 1, MaxWidth);
        var rotated = Number("rope.dimension_count");
        Within("rope.dimension_count", rotated, 0, headWidth ?? MaxWidth);
        if (rotated % 2 == 1) throw new InvalidDataException($"its {architecture}.rope.dimension_count is {rotated}, an odd number");

        CheckExperts(architecture, Number("expert_count") ?? 0, Number("expert_used_count") ?? 0);
        CheckEpsilon(content.Metadata, $"{architecture}.attention.layer_norm_rms_epsilon");
        CheckEpsilon(content.Metadata, $"{architecture}.attention.layer_norm_epsilon");
        CheckEmbedding(content, (ulong)width);
    }

    // llama.cpp asserts: used ≤ all, and used is 0 exactly where all is 0.
    private static void CheckExperts(string architecture, long experts, long used)
    {
        if (experts < 0 || experts > MaxExperts || used < 0 || used > experts || (experts > 0 && used == 0))
            throw new InvalidDataException($"its {architecture}.expert_used_count of {used} does not fit an expert_count of {experts}");
    }

    private static void CheckEpsilon(IReadOnlyDictionary<string, string> metadata, string key)
    {
        if (!metadata.TryGetValue(key, out var text)) return;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !(value is >= 0 and <= 1))
            throw new InvalidDataException($"its {key} is {text}; between 0 and 1 makes sense");
    }

    private static void CheckEmbedding(GgufContent content, ulong width)
    {
        foreach (var tensor in content.Tensors)
        {
            if (tensor.Name != "token_embd.weight") continue;
            if (tensor.Shape is [var columns, var rows] && columns == width && rows == (ulong)content.Tokens.Count) return;
            throw new InvalidDataException($"its token_embd.weight is {string.Join(" × ", tensor.Shape)}; {width} × {content.Tokens.Count} follows from its metadata");
        }
    }

    private static long? NumberOf(IReadOnlyDictionary<string, string> metadata, string key)
    {
        if (!metadata.TryGetValue(key, out var text)) return null;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw new InvalidDataException($"its {key} is no number");
    }
}
