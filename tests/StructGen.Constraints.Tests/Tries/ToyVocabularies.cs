using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace StructGen.Constraints.Tests.Tries;

/// <summary>Vocabularies: all bytes and nasty tokens; the one of Llama 3 where the shared data are at hand.</summary>
internal static class ToyVocabularies
{
    private static readonly Lazy<Vocabulary?> LlamaOnce = new(LoadLlama);

    /// <summary>Llama 3's vocabulary, or null where the file is not on this machine.</summary>
    public static Vocabulary? Llama => LlamaOnce.Value;

    /// <summary>Every byte, then random and nasty tokens: fragments of UTF-8, several lexemes in one, empty ones, duplicates.</summary>
    public static Vocabulary Small(int seed)
    {
        var random = new Random(seed);
        var tokens = new List<byte[]>();
        for (var value = 0; value < 256; value++) tokens.Add([(byte)value]);
        string[] nasty =
        [
            "\",\"", "\"},{\"", "\"]", "\"],[\"", "\":", "\": \"", " \"The", "\"The", "\",\"name\":\"", "me\":\"", "name\":", "d\":1", "id\":12,", "id\": ", "12,", "1,\"", "-0.5]",
            "a\",\"b\",\"c", "\\\"", "x\\", "\\\\\"", "\u00e9", "\u20ac", "\ud83d\ude00x\"", "\u20ac\",", "abcdef", "abc\"", "true", "tru", ",tru", "nul", "null]", "],[", "[[", "]]", ", ", ": ", "{\"", "{\"id", "{\"na", "na", "ni", "ick\"", "nickname\":", " ", "\n", "zz\"",
        ];
        foreach (var text in nasty) tokens.Add(Encoding.UTF8.GetBytes(text));
        tokens.Add([0xE2, 0x82]);
        tokens.Add([0x82, 0xAC]);
        tokens.Add([0xAC, (byte)'"']);
        tokens.Add([0x82, 0xAC, (byte)'"', (byte)',']);
        tokens.Add([0xF0, 0x9F]);
        tokens.Add([(byte)'a', 0xED, 0xA0]);
        tokens.Add([]);
        tokens.Add("name\":"u8.ToArray());
        tokens.Add("\",\""u8.ToArray());
        ReadOnlySpan<byte> letters = "abinmcke0123456789-.,:[]{}\" \\\u00e9\u20ac"u8;
        while (tokens.Count < 900)
        {
            var token = new byte[random.Next(2, 8)];
            for (var i = 0; i < token.Length; i++) token[i] = letters[random.Next(letters.Length)];
            tokens.Add(token);
        }

        tokens.Add("<end>"u8.ToArray());
        tokens.Add("<turn>"u8.ToArray());
        tokens.Add("<pad>"u8.ToArray());
        return new Vocabulary(tokens, [900, 901], [902]);
    }

    private static Vocabulary? LoadLlama()
    {
        var path = Environment.GetEnvironmentVariable("STRUCTGEN_VOCABULARY") ?? "/work/shared/maskbench/llama3.vocab.json.gz";
        if (!File.Exists(path)) return null;
        using var file = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var document = JsonDocument.Parse(file);
        var root = document.RootElement;
        var tokens = root.GetProperty("tokens_b64").EnumerateArray().Select(token => token.GetBytesFromBase64()).ToList();
        return new Vocabulary(tokens, [root.GetProperty("eos_id").GetInt32()], root.GetProperty("special_ids").EnumerateArray().Select(id => id.GetInt32()));
    }
}
