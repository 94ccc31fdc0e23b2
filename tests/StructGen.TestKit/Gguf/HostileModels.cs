using System.Text;

namespace StructGen.TestKit.Gguf;

/// <summary>Model files that native code cannot stand: most of them end the process when llama.cpp loads them or computes with them.</summary>
public static class HostileModels
{
    private const string Norm = "blk.0.attn_norm.weight";

    /// <summary>By name: the file, and words that the refusal must have.</summary>
    public static IReadOnlyDictionary<string, (byte[] Content, string Reason)> All { get; } = new Dictionary<string, (byte[], string)>
    {
        ["no-layers"] = (Tiny().Add("llama.block_count", 0u).ToArray(), "block_count is 0"),
        ["many-layers"] = (Tiny().Add("llama.block_count", uint.MaxValue).ToArray(), "block_count is 4294967295"),
        ["layers-unsaid"] = (Tiny().Without("llama.block_count").ToArray(), "no llama.block_count"),
        ["layers-text"] = (Tiny().Add("llama.block_count", "two").ToArray(), "block_count is no number"),
        ["no-context"] = (Tiny().Add("llama.context_length", 0u).ToArray(), "context_length above 0"),
        ["no-width"] = (Tiny().Add("llama.embedding_length", 0u).ToArray(), "embedding_length is 0"),
        ["other-width"] = (Tiny().Add("llama.embedding_length", 128u).ToArray(), "token_embd.weight is 64"),
        ["uneven-heads"] = (Tiny().Add("llama.attention.head_count_kv", 3u).ToArray(), "no multiple of the 3"),
        ["odd-rope"] = (Tiny().Add("llama.rope.dimension_count", 15u).ToArray(), "odd number"),
        ["wide-rope"] = (Tiny().Add("llama.rope.dimension_count", 128u).ToArray(), "rope.dimension_count is 128"),
        ["nan-epsilon"] = (Tiny().Add("llama.attention.layer_norm_rms_epsilon", float.NaN).ToArray(), "epsilon is NaN"),
        ["negative-epsilon"] = (Tiny().Add("llama.attention.layer_norm_rms_epsilon", -1f).ToArray(), "epsilon is -1"),
        ["used-experts"] = (Tiny().Add("llama.expert_used_count", 2u).ToArray(), "expert_used_count of 2"),
        ["many-experts"] = (Tiny().Add("llama.expert_count", 100_000u).Add("llama.expert_used_count", 2u).ToArray(), "expert_count of 100000"),
        ["twins"] = (Tiny().Add("tokenizer.ggml.tokens", [.. Spellings()[..^1], "a"]).ToArray(), "a token twice"),
        ["empty-twin"] = (Tiny().Add("tokenizer.ggml.tokens", ["", "[EMPTY_0]", .. Spellings()[2..]]).ToArray(), "a token twice"),
        ["no-tokens"] = (Tiny().Add("tokenizer.ggml.tokens", Array.Empty<string>()).ToArray(), "no vocabulary"),
        ["number-tokens"] = (Tiny().Add("tokenizer.ggml.tokens", Enumerable.Range(0, TinyModel.VocabularySize).ToArray()).ToArray(), "no list of texts"),
        ["fewer-tokens"] = (Tiny().Add("tokenizer.ggml.tokens", Spellings()[..100]).Add("tokenizer.ggml.token_type", Enumerable.Repeat(1, 100).ToArray()).ToArray(), "token_embd.weight is 64"),
        ["few-types"] = (Tiny().Add("tokenizer.ggml.token_type", [1, 1, 1]).ToArray(), "token_type has 3 values"),
        ["text-types"] = (Tiny().Add("tokenizer.ggml.token_type", Enumerable.Repeat("1", TinyModel.VocabularySize).ToArray()).ToArray(), "values of the type Text"),
        ["few-scores"] = (Tiny().AddArray("tokenizer.ggml.scores", 6, 1, [0, 0, 0, 0]).ToArray(), "scores has 1 values"),
        ["scalar-types"] = (Tiny().Add("tokenizer.ggml.token_type", 1u).ToArray(), "is no list"),
        ["number-merges"] = (Tiny().Add("tokenizer.ggml.merges", [1, 2]).ToArray(), "merges are no list of texts"),
        ["no-tokenizer"] = (Tiny().Without("tokenizer.ggml.model").ToArray(), "names no tokenizer"),
        ["no-bytes"] = (Tiny().Add("tokenizer.ggml.model", "llama").ToArray(), "no token for the byte"),
        ["twice"] = (Replaced(Tiny().ToArray(), "tokenizer.ggml.bos_token_id", "tokenizer.ggml.eos_token_id"), "twice"),
        ["tensor-twice"] = (Replaced(Tiny().ToArray(), "blk.1.attn_q.weight", "blk.0.attn_q.weight"), "two tensors named"),
        ["no-dimension"] = (Tiny().AddTensor(Norm, [], 0).ToArray(), "dimension of 0"),
        ["overflow"] = (Tiny().AddTensor(Norm, [], int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue).ToArray(), "makes no sense"),
        ["nan-norm"] = (Tiny().AddTensor(Norm, Filled(64, float.NaN), 64).ToArray(), $"{Norm} has a value that is not finite"),
        ["infinite-norm"] = (Tiny().AddTensor(Norm, Filled(64, float.NegativeInfinity), 64).ToArray(), $"{Norm} has a value that is not finite"),
        ["nan-matrix"] = (Tiny().AddTensor("blk.1.attn_q.weight", Filled(64 * 64, float.NaN), 64, 64).ToArray(), "blk.1.attn_q.weight has a value that is not finite"),
        ["long-texts"] = (Enumerable.Range(0, 5).Aggregate(Tiny(), (writer, i) => writer.Add($"text{i}", new string('x', 16_000_000))).ToArray(), "bytes of text"),
    };

    private static GgufWriter Tiny() => new TinyModel().ToWriter();

    // Only the number and the difference of the spellings matter here.
    private static string[] Spellings() => [.. Enumerable.Range('a', TinyModel.VocabularySize).Select(code => ((char)code).ToString())];

    private static float[] Filled(int count, float last)
    {
        var values = new float[count];
        values[^1] = last;
        return values;
    }

    private static byte[] Replaced(byte[] content, string old, string replacement)
    {
        var place = content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(old));
        Encoding.UTF8.GetBytes(replacement).CopyTo(content.AsSpan(place));
        return content;
    }
}
