using System.IO.Compression;
using System.Text.Json;

namespace StructGen.Constraints.Tests.Validation;

/// <summary>500 real schemas of MaskBench (github.com/guidance-ai/jsonschemabench), chosen to cover keywords, drafts and formats, with 2,175 judged instances.</summary>
public sealed class MaskBenchSampleTests
{
    [Fact]
    public void Validate_RealSchemas_EveryLabelMet()
    {
        var (schemas, instances) = (0, 0);
        var failures = new List<string>();
        foreach (var line in Lines())
        {
            using var document = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 256 });
            var validator = SchemaValidator.Create(document.RootElement.GetProperty("schema"));
            schemas++;
            foreach (var (index, test) in document.RootElement.GetProperty("tests").EnumerateArray().Index())
            {
                instances++;
                var report = validator.Validate(test.GetProperty("data"));
                var expected = test.GetProperty("valid").GetBoolean();
                if (report.IsValid != expected || validator.IsValid(test.GetProperty("data")) != expected)
                    failures.Add($"{document.RootElement.GetProperty("id")}[{index}] {(expected ? $"wrongly rejected: {string.Join("; ", report.Errors)}" : "wrongly accepted")}");
            }
        }

        Assert.Empty(failures);
        Assert.Equal((500, 2175), (schemas, instances));
    }

    internal static IEnumerable<string> Lines()
    {
        using var file = File.OpenRead(RepositoryFiles.Data("maskbench-sample.jsonl.gz"));
        using var reader = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        while (reader.ReadLine() is { } line) yield return line;
    }
}
