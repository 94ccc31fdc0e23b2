using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StructGen.Generation.Models;
using StructGen.Generation.Requests;
using StructGen.TestKit.Gguf;

namespace StructGen.LLamaSharp.Tests;

public sealed class GgufModelsTests(TinyModelFile file) : IClassFixture<TinyModelFile>
{
    [Fact]
    public void List_Folder_DescribesModelsWithoutLoadingAndLeavesOthersOut()
    {
        using var own = new TinyModelFile();
        own.Write("broken.gguf", [1, 2, 3]);
        own.Write("notes.txt", [1, 2, 3]);
        own.Write("small.gguf", new TinyModel { ContextLength = 512 }.ToArray());
        using var models = Models(own.Folder);
        var list = models.List();
        Assert.Equal(["small", "tiny"], list.Select(model => model.Name));
        Assert.Equal([512, 2048], list.Select(model => model.ContextLength));
        Assert.All(list, model => Assert.False(model.IsLoaded));
        Assert.All(list, model => Assert.Equal("local", model.Provider));
        Assert.Contains(GenerationMode.Grammar, list[0].Modes);
        Assert.Contains(GenerationMode.Prompt, list[0].Modes);
    }

    [Fact]
    public async Task Find_Twice_LoadsOnceAndUnloadFrees()
    {
        using var models = Models(file.Folder);
        var found = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => await models.FindAsync("TINY", default))));
        Assert.All(found, model => Assert.Same(found[0], model));
        Assert.True(models.List().Single(model => model.Name == "tiny").IsLoaded);

        Assert.True(models.Unload("tiny"));
        Assert.False(models.Unload("tiny"));
        Assert.False(models.List().Single(model => model.Name == "tiny").IsLoaded);
        var again = await models.FindAsync("tiny", default);
        Assert.NotSame(found[0], again);
        using var session = await again!.OpenAsync(new[] { 65 }, default);
        Assert.Equal(1, session.Position);
    }

    [Fact]
    public async Task Find_SeveralModels_AreLoadedAtTheSameTime()
    {
        file.Write("other.gguf", new TinyModel { Seed = 9 }.ToArray());
        using var models = Models(file.Folder);
        var first = await models.FindAsync("tiny", default);
        var second = await models.FindAsync("other", default);
        using var one = await first!.OpenAsync(new[] { 65, 66 }, default);
        using var two = await second!.OpenAsync(new[] { 65, 66 }, default);
        Assert.NotEqual(one.Logits.ToArray(), two.Logits.ToArray());
    }

    [Theory]
    [InlineData("absent")]
    [InlineData("../tiny")]
    [InlineData("tiny.gguf")]
    [InlineData("")]
    public async Task Find_UnknownName_IsNull(string name)
    {
        using var models = Models(file.Folder);
        Assert.Null(await models.FindAsync(name, default));
    }

    [Fact]
    public async Task Find_BrokenFile_SaysWhyEachTimeAndWorksWhenMended()
    {
        var path = file.Write("mended.gguf", new TinyModel().ToArray()[..5000]);
        using var models = Models(file.Folder);
        for (var i = 0; i < 2; i++) await Assert.ThrowsAsync<ModelUnavailableException>(async () => await models.FindAsync("mended", default));
        new TinyModel().WriteTo(path);
        Assert.NotNull(await models.FindAsync("mended", default));
    }

    [Fact]
    public void Scan_RelativeFolder_IsFoundFromTheWorkingDirectoryAndAboveTheProgram()
    {
        var root = Directory.CreateTempSubdirectory("structgen-scan-").FullName;
        try
        {
            var program = Directory.CreateDirectory(Path.Combine(root, "src", "Cli", "bin")).FullName;
            var working = Directory.CreateDirectory(Path.Combine(root, "elsewhere")).FullName;
            foreach (var folder in (string[])[Path.Combine(root, "models"), Path.Combine(working, "models")]) Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(root, "models", "a.gguf"), "");
            Assert.Equal(["a"], ModelFolders.Scan("models", working, program).Keys);
            Assert.Equal(["a"], ModelFolders.Scan("models", root, Path.Combine(root, "nowhere")).Keys);
            File.WriteAllText(Path.Combine(working, "models", "b.gguf"), "");
            Assert.Equal(["a", "b"], ModelFolders.Scan("models", working, program).Keys);
            Assert.Equal(["b"], ModelFolders.Scan(Path.Combine(working, "models", "b.gguf"), root, program).Keys);
            Assert.Empty(ModelFolders.Scan("absent;also-absent", working, program));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public async Task AddLLamaSharp_Services_GiveTheBundledModelByDefault()
    {
        await using var services = new ServiceCollection()
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddLLamaSharp()
            .AddLLamaSharp(options => options.Threads = 2)
            .BuildServiceProvider();
        var provider = Assert.Single(services.GetServices<ITokenModelProvider>());
        Assert.Equal(BundledModel.Name, provider.DefaultName);
        var description = provider.List().Single(model => model.Name == BundledModel.Name);
        Assert.Equal(8192, description.ContextLength);
        Assert.Same(provider, services.GetRequiredService<GgufModels>());
    }

    [Fact]
    public void AddLLamaSharp_OptionsOutOfRange_AreRefusedWithTheirName()
    {
        using var services = new ServiceCollection()
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddLLamaSharp(options => options.Contexts = 0)
            .BuildServiceProvider();
        var exception = Assert.Throws<OptionsValidationException>(() => { services.GetRequiredService<GgufModels>(); });
        Assert.Contains("Contexts", exception.Message, StringComparison.Ordinal);
    }

    private static GgufModels Models(string folder)
        => new(Options.Create(new LLamaSharpOptions { Path = folder, Threads = 1 }), NullLogger<GgufModels>.Instance);
}
