using StructGen.Api.Tests.Hosting;
using StructGen.TestKit.Gguf;

namespace StructGen.Api.Tests.Models;

/// <summary>Model files that are missing, cut off or no GGUF: the service lives, says so, and shows no path.</summary>
public sealed class BrokenModelTests
{
    private static readonly byte[] Whole = new TinyModel().ToArray();

    public static TheoryData<string, byte[]?, string> Files => new()
    {
        { "missing", null, "missing" },
        { "cut", Whole[..(Whole.Length / 2)], "truncated" },
        { "header", Whole[..200], "truncated" },
        { "page", "<html>404 not found, this is no model at all</html>"u8.ToArray(), "not a GGUF file" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task ADefaultModelThatCannotBeUsedIsUnavailableWithTheReason(string name, byte[]? content, string reason)
    {
        var folder = Directory.CreateTempSubdirectory("structgen-broken").FullName;
        if (content is not null) await File.WriteAllBytesAsync(Path.Combine(folder, $"{name}.gguf"), content);
        await using var service = await ServiceUnderTest.StartAsync(null, $"Models:Path={folder}", $"Models:Default={name}");
        var problem = await ProblemAssert.IsAsync(await service.PostAsync("/v1/extract", """{"schemaName": "contact", "text": "Call Jane Roe."}"""), 503, "model-unavailable");
        Assert.Contains(reason, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(folder, problem.ToString(), StringComparison.Ordinal);

        using var ready = await service.Client.GetAsync("/readyz");
        Assert.Equal(503, (int)ready.StatusCode);
        Assert.DoesNotContain(folder, await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("ok", await service.Client.GetStringAsync("/healthz"));
        await ProblemAssert.OkAsync(await service.PostAsync("/v1/extract", """{"schema": {}, "text": "x", "mode": "prompt", "model": "fake/model"}"""));
    }

    [Fact]
    public async Task AFileThatIsPutRightMakesTheServiceAnswer()
    {
        var folder = Directory.CreateTempSubdirectory("structgen-broken").FullName;
        var path = Path.Combine(folder, "tiny.gguf");
        await File.WriteAllBytesAsync(path, Whole[..200]);
        await using var service = await ServiceUnderTest.StartAsync(null, $"Models:Path={folder}", "Models:Default=tiny");
        const string Ask = """{"schema": {"type": "boolean"}, "text": "x", "mode": "grammar"}""";
        await ProblemAssert.IsAsync(await service.PostAsync("/v1/extract", Ask), 503, "model-unavailable");
        await File.WriteAllBytesAsync(path, Whole);
        await ProblemAssert.OkAsync(await service.PostAsync("/v1/extract", Ask));
        await ProblemAssert.OkAsync(await service.Client.GetAsync("/readyz"));
    }
}
