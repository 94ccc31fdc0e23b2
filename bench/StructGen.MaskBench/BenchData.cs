using System.IO.Compression;
using System.Text.Json;
using StructGen.Constraints;

namespace StructGen.MaskBench;

/// <summary>Reads the data set's files.</summary>
internal static class BenchData
{
    /// <summary>Deeper than any schema or instance in the set.</summary>
    public static readonly JsonDocumentOptions Deep = new() { MaxDepth = 4096 };

    public static Vocabulary ReadVocabulary(string path)
    {
        using var document = JsonDocument.Parse(Open(path), Deep);
        var root = document.RootElement;
        var tokens = root.GetProperty("tokens_b64").EnumerateArray().Select(token => token.GetBytesFromBase64()).ToList();
        return new Vocabulary(tokens, [root.GetProperty("eos_id").GetInt32()], root.GetProperty("special_ids").EnumerateArray().Select(id => id.GetInt32()));
    }

    /// <summary>The schemas with their tests' tokens, in file order.</summary>
    public static List<BenchCase> ReadCases(string dataPath, string tokensPath)
    {
        var tests = new Dictionary<string, BenchTest[]>();
        foreach (var line in Lines(tokensPath))
        {
            using var document = JsonDocument.Parse(line, Deep);
            var root = document.RootElement;
            tests[root.GetProperty("id").GetString()!] =
            [
                .. root.GetProperty("tests").EnumerateArray().Select(test => new BenchTest(
                    test.GetProperty("valid").GetBoolean(),
                    [.. test.GetProperty("tokens").EnumerateArray().Select(token => token.GetInt32())])),
            ];
        }

        var cases = new List<BenchCase>();
        foreach (var line in Lines(dataPath))
        {
            using var document = JsonDocument.Parse(line, Deep);
            var id = document.RootElement.GetProperty("id").GetString()!;
            cases.Add(new BenchCase(id, document.RootElement.GetProperty("schema").GetRawText(), tests.GetValueOrDefault(id) ?? []));
        }

        return cases;
    }

    private static IEnumerable<string> Lines(string path)
    {
        using var reader = new StreamReader(Open(path));
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0) yield return line;
        }
    }

    private static Stream Open(string path)
        => path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(File.OpenRead(path), CompressionMode.Decompress) : File.OpenRead(path);
}
