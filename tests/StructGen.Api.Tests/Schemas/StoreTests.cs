using StructGen.Api.Problems;
using StructGen.Api.Tests.Hosting;

namespace StructGen.Api.Tests.Schemas;

public sealed class StoreTests
{
    [Fact]
    public async Task WhatWasRegisteredOutlivesARestart()
    {
        var store = Path.Combine(Directory.CreateTempSubdirectory("structgen-store").FullName, "new", "store.db");
        await using (var service = await ServiceUnderTest.StartAsync(store))
        {
            await ProblemAssert.OkAsync(await service.PutAsync("/v1/schemas/kept", """{"type": "string"}"""));
            await ProblemAssert.OkAsync(await service.PutAsync("/v1/tools/kept_tool", """{"description": "d", "parameters": {"type": "object"}}"""));
        }

        await using var again = await ServiceUnderTest.StartAsync(store);
        Assert.Contains("string", await again.Client.GetStringAsync("/v1/schemas/kept"), StringComparison.Ordinal);
        Assert.Contains("\"d\"", await again.Client.GetStringAsync("/v1/tools/kept_tool"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConcurrentWritesOfOneNameMakeOneVersionEach()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async number
            => (await ProblemAssert.OkAsync(await service.PutAsync("/v1/schemas/busy", $$"""{"minimum": {{number}}}"""))).GetProperty("version").GetInt32()));
        Assert.Equal(Enumerable.Range(1, 20), answers.Order());
    }

    [Theory]
    [InlineData("this is no database at all, only words that are long enough to fill a page of nothing but text")]
    [InlineData("SQLite format 3\0 and then nothing that makes sense, for the file was cut off somewhere in the middle of it")]
    public async Task ABrokenStoreIsToldAtStartWithItsNameAndARemedy(string content)
    {
        var store = Path.Combine(Directory.CreateTempSubdirectory("structgen-store").FullName, "broken.db");
        await File.WriteAllTextAsync(store, content);
        var failure = await Assert.ThrowsAsync<ProblemException>(() => ServiceUnderTest.StartAsync(store));
        Assert.Contains("broken.db", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Store:ConnectionString", failure.Message, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(store));
    }
}
