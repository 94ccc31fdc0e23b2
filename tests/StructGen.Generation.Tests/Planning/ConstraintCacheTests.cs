using Microsoft.Extensions.Options;
using StructGen.Constraints;
using StructGen.Generation.Catalogs;
using StructGen.Generation.Planning;
using StructGen.Generation.Tests.Pipeline;
using StructGen.TestKit.Constraints;
using StructGen.TestKit.Models;

namespace StructGen.Generation.Tests.Planning;

public class ConstraintCacheTests
{
    private readonly List<string> _compiled = [];

    private ConstraintCache Cache() => new(Options.Create(new StructGenOptions()), (schema, vocabulary, options) =>
    {
        lock (_compiled) _compiled.Add($"{vocabulary.Count} {options.Lenient}");
        Thread.Sleep(20);
        return ChoiceConstraints.Of(vocabulary, "{}");
    });

    [Fact]
    public async Task GetAsync_EightClientsAtOnce_CompilesOncePerSchemaVocabularyAndOptions()
    {
        var cache = Cache();
        Vocabulary[] vocabularies = [FakeTokenModel.Writing("").Vocabulary, FakeTokenModel.Writing("", "ab").Vocabulary];
        var hash = ContentHash.Of(PipelineSetup.Person);
        var wishes = from vocabulary in vocabularies from lenient in new[] { false, true } from client in Enumerable.Range(0, 8) select (vocabulary, lenient);
        var constraints = await Task.WhenAll(wishes.Select(wish => Task.Run(async () => await cache.GetAsync(
            PipelineSetup.Person, hash, wish.vocabulary, ConstraintOptions.Default with { Lenient = wish.lenient }, TestContext.Current.CancellationToken))));

        Assert.Equal(4, _compiled.Count);
        Assert.Equal(4, constraints.Distinct().Count());
        Assert.Equal(4, cache.Count);
    }

    [Fact]
    public async Task CheckAsync_NeedsNoModel()
    {
        await Cache().CheckAsync(PipelineSetup.Person, TestContext.Current.CancellationToken);
        Assert.Equal(["257 True"], _compiled);
    }

    [Theory]
    [InlineData("""{"a":1,"b":2}""", """{ "a" : 1, "b":2 }""", true)]
    [InlineData("""{"a":1,"b":2}""", """{"b":2,"a":1}""", false)]
    public void ContentHash_IgnoresWhiteSpaceAndKeepsOrder(string left, string right, bool same)
        => Assert.Equal(same, ContentHash.Of(PipelineSetup.Json(left)) == ContentHash.Of(PipelineSetup.Json(right)));
}
