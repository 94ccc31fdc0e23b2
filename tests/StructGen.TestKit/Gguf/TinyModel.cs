using System.Text;

namespace StructGen.TestKit.Gguf;

/// <summary>A llama model of two layers with random weights, below a megabyte: real native code, nonsense answers.</summary>
/// <remarks>
/// Byte-level BPE: 256 byte tokens, a few merges, then <c>&lt;|endoftext|&gt;</c>, <c>&lt;|im_start|&gt;</c> and <c>&lt;|im_end|&gt;</c>. The same seed gives
/// the same file.
/// </remarks>
public sealed record TinyModel
{
    private const int Hidden = 64;
    private const int Heads = 4;
    private const int KeyValueHeads = 2;
    private const int FeedForward = 128;
    private const int Layers = 2;
    private const string ChatMl = "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}";

    private static readonly string[] Merged = ["he", "ll", "hell", "hello", "{\"", "\":", "in", "er"];

    /// <summary>Tokens that the model is made for.</summary>
    public int ContextLength { get; init; } = 2048;

    /// <summary>Seed of the weights.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The chat template; null leaves it out. Default: ChatML.</summary>
    public string? ChatTemplate { get; init; } = ChatMl;

    /// <summary>Architecture that the metadata names.</summary>
    public string Architecture { get; init; } = "llama";

    /// <summary>Number of tokens.</summary>
    public static int VocabularySize => 256 + Merged.Length + 3;

    /// <summary>Id of <c>&lt;|im_start|&gt;</c>.</summary>
    public static int MessageStart => 256 + Merged.Length + 1;

    /// <summary>Id of <c>&lt;|im_end|&gt;</c>, an end token.</summary>
    public static int MessageEnd => 256 + Merged.Length + 2;

    /// <summary>Writes the model to a file.</summary>
    public void WriteTo(string path) => File.WriteAllBytes(path, ToArray());

    /// <summary>The model as a file.</summary>
    public byte[] ToArray() => ToWriter().ToArray();

    /// <summary>The model before it is written, for tests that change a part.</summary>
    public GgufWriter ToWriter()
    {
        var writer = new GgufWriter()
            .Add("general.architecture", Architecture)
            .Add("general.name", "tiny")
            .Add("structgen.prompt.extract", "Extract:\n{type}")
            .Add($"{Architecture}.context_length", (uint)ContextLength)
            .Add($"{Architecture}.embedding_length", Hidden)
            .Add($"{Architecture}.block_count", Layers)
            .Add($"{Architecture}.feed_forward_length", FeedForward)
            .Add($"{Architecture}.attention.head_count", Heads)
            .Add($"{Architecture}.attention.head_count_kv", KeyValueHeads)
            .Add($"{Architecture}.attention.layer_norm_rms_epsilon", 1e-5f)
            .Add($"{Architecture}.rope.dimension_count", Hidden / Heads)
            .Add($"{Architecture}.vocab_size", (uint)VocabularySize);
        AddTokenizer(writer);
        AddWeights(writer);
        return writer;
    }

    private void AddTokenizer(GgufWriter writer)
    {
        string[] tokens = [.. Enumerable.Range(0, 256).Select(value => Spelled((byte)value).ToString()), .. Merged.Select(Spell), "<|endoftext|>", "<|im_start|>", "<|im_end|>"];
        int[] types = [.. Enumerable.Repeat(1, 256 + Merged.Length), 3, 3, 3];
        writer
            .Add("tokenizer.ggml.model", "gpt2")
            .Add("tokenizer.ggml.pre", "gpt-2")
            .Add("tokenizer.ggml.tokens", tokens)
            .Add("tokenizer.ggml.token_type", types)
            .Add("tokenizer.ggml.merges", ["h e", "l l", "he ll", "hell o", "{ \"", "\" :", "i n", "e r"])
            .Add("tokenizer.ggml.bos_token_id", (uint)MessageStart)
            .Add("tokenizer.ggml.eos_token_id", (uint)MessageEnd)
            .Add("tokenizer.ggml.add_bos_token", false);
        if (ChatTemplate is not null) writer.Add("tokenizer.chat_template", ChatTemplate);
    }

    private void AddWeights(GgufWriter writer)
    {
        var random = new Random(Seed);
        const int KeyValue = Hidden / Heads * KeyValueHeads;
        Matrix("token_embd.weight", Hidden, VocabularySize);
        Ones("output_norm.weight");
        Matrix("output.weight", Hidden, VocabularySize);
        for (var layer = 0; layer < Layers; layer++)
        {
            Ones($"blk.{layer}.attn_norm.weight");
            Matrix($"blk.{layer}.attn_q.weight", Hidden, Hidden);
            Matrix($"blk.{layer}.attn_k.weight", Hidden, KeyValue);
            Matrix($"blk.{layer}.attn_v.weight", Hidden, KeyValue);
            Matrix($"blk.{layer}.attn_output.weight", Hidden, Hidden);
            Ones($"blk.{layer}.ffn_norm.weight");
            Matrix($"blk.{layer}.ffn_gate.weight", Hidden, FeedForward);
            Matrix($"blk.{layer}.ffn_up.weight", Hidden, FeedForward);
            Matrix($"blk.{layer}.ffn_down.weight", FeedForward, Hidden);
        }

        void Ones(string name)
        {
            var values = new float[Hidden];
            Array.Fill(values, 1f);
            writer.AddTensor(name, values, Hidden);
        }

        void Matrix(string name, int inputs, int outputs)
        {
            var values = new float[inputs * outputs];
            for (var i = 0; i < values.Length; i++) values[i] = (float)((random.NextDouble() - 0.5) * 0.4);
            writer.AddTensor(name, values, inputs, outputs);
        }
    }

    private static string Spell(string text) => string.Concat(Encoding.UTF8.GetBytes(text).Select(Spelled));

    // GPT-2's alphabet: printable bytes are themselves, the others follow from U+0100 on, so that no token has a space in its spelling.
    private static char Spelled(byte value)
    {
        if (IsPrintable(value)) return (char)value;
        var rank = 0;
        for (var other = 0; other < value; other++) rank += IsPrintable((byte)other) ? 0 : 1;
        return (char)(256 + rank);
    }

    private static bool IsPrintable(byte value) => value is (>= (byte)'!' and <= (byte)'~') or (>= 0xA1 and <= 0xAC) or >= 0xAE;
}
