using System.IO.Compression;
using System.Text.Json;
using StructGen.Constraints;

namespace StructGen.Benchmarks;

/// <summary>The vocabulary that all benchmarks use.</summary>
internal static class BenchVocabulary
{
    /// <summary>Reads the file of <c>STRUCTGEN_VOCABULARY</c>, or the one beside the repository.</summary>
    public static Vocabulary Read()
    {
        using var file = new GZipStream(File.OpenRead(FindPath()), CompressionMode.Decompress);
        using var document = JsonDocument.Parse(file);
        var root = document.RootElement;
        var tokens = root.GetProperty("tokens_b64").EnumerateArray().Select(token => token.GetBytesFromBase64()).ToList();
        return new Vocabulary(tokens, [root.GetProperty("eos_id").GetInt32()], root.GetProperty("special_ids").EnumerateArray().Select(id => id.GetInt32()));
    }

    private static string FindPath()
    {
        if (Environment.GetEnvironmentVariable("STRUCTGEN_VOCABULARY") is { Length: > 0 } path) return path;

        // BenchmarkDotNet runs in a folder of its own below the output.
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "maskbench", "llama3.vocab.json.gz");
            if (File.Exists(candidate)) return candidate;
        }

        throw new FileNotFoundException("Set STRUCTGEN_VOCABULARY to a vocabulary file (byte-vocab/1, gzip).");
    }
}
