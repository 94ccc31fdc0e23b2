using System.Diagnostics;
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

    [Fact]
    public async Task FilesThatWouldEndTheProcessAreProblemsAndListedWithTheReason()
    {
        var folder = Directory.CreateTempSubdirectory("structgen-hostile").FullName;
        foreach (var (name, (content, _)) in HostileModels.All) await File.WriteAllBytesAsync(Path.Combine(folder, $"{name}.gguf"), content);
        await File.WriteAllBytesAsync(Path.Combine(folder, "tiny.gguf"), Whole);
        List<string> names = [.. HostileModels.All.Keys];
        if (OperatingSystem.IsLinux())
        {
            using var made = Process.Start("mkfifo", Path.Combine(folder, "pipe.gguf"));
            await made.WaitForExitAsync();
            names.Add("pipe");
        }

        await using var service = await ServiceUnderTest.StartAsync(null, $"Models:Path={folder}", "Models:Default=tiny");
        foreach (var name in names)
        {
            var ask = $$"""{"schema": {"type": "boolean"}, "text": "x", "mode": "grammar", "model": "{{name}}"}""";
            var problem = await ProblemAssert.IsAsync(await service.PostAsync("/v1/extract", ask), 503, "model-unavailable");
            var reason = HostileModels.All.TryGetValue(name, out var hostile) ? hostile.Reason : "a named pipe";
            Assert.Contains(reason, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        var list = await ProblemAssert.OkAsync(await service.Client.GetAsync("/v1/models"));
        var unusable = list.GetProperty("unusable").EnumerateArray().ToDictionary(model => model.GetProperty("name").GetString()!, model => model.GetProperty("reason").GetString());
        Assert.Equal(names.Order(StringComparer.Ordinal), unusable.Keys.Order(StringComparer.Ordinal));
        Assert.All(HostileModels.All, hostile => Assert.Contains(hostile.Value.Reason, unusable[hostile.Key], StringComparison.Ordinal));
        Assert.DoesNotContain(folder, list.ToString(), StringComparison.Ordinal);
        await ProblemAssert.OkAsync(await service.PostAsync("/v1/extract", """{"schema": {"type": "boolean"}, "text": "x", "mode": "grammar"}"""));
    }
}
