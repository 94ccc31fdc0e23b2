using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using StructGen.Generation;
using StructGen.Generation.Requests;

namespace StructGen.Api.Tests.Extractions;

/// <summary>The C# of README.md, run.</summary>
public sealed class ReadmeSnippetTests
{
    [Fact]
    public async Task TheReadmesSnippetPrintsWhatTheReadmeSays()
    {
        var printed = new List<string?>();

        // README begins
        var services = new ServiceCollection();
        services.AddStructGen().AddLLamaSharp();
        await using var provider = services.BuildServiceProvider();

        var generator = provider.GetRequiredService<StructuredGenerator>();
        var result = await generator.ExtractAsync(new GenerationRequest
        {
            Schema = JsonElement.Parse("""{"type": "object", "properties": {"name": {"type": "string"}, "phone": {"type": "string"}}, "required": ["name"]}"""),
            Text = "Please call Jane Roe at Initech, 555-0134.",
        });
        printed.Add(result.Data?.GetRawText()); // {"name": "Jane Roe", "phone": "555-0134"}
        // README ends
        Assert.Equal("""{"name": "Jane Roe", "phone": "555-0134"}""", printed[0]);
    }

    [Fact]
    public async Task TheReadmeShowsTheSameSnippet()
    {
        var here = await File.ReadAllLinesAsync(ThisFile());
        var snippet = here.SkipWhile(line => !line.Contains("// README begins", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => !line.Contains("// README ends", StringComparison.Ordinal))
            .Select(line => line.Trim().Replace("printed.Add(result.Data?.GetRawText());", "Console.WriteLine(result.Data);", StringComparison.Ordinal))
            .Where(line => line.Length > 0);
        var readme = await File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../README.md"));
        Assert.All(snippet, line => Assert.Contains(line, readme, StringComparison.Ordinal));
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
