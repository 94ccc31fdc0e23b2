using Microsoft.Extensions.DependencyInjection;
using StructGen.Constraints;
using StructGen.Generation.Catalogs;
using StructGen.Generation.Compatibility;
using StructGen.Generation.Requests;
using StructGen.Generation.Tests.Pipeline;
using StructGen.Generation.Tools;

namespace StructGen.Generation.Tests.Catalogs;

public sealed class SchemaCatalogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("structgen").FullName;
    private readonly Lazy<PipelineSetup> _setup;

    public SchemaCatalogTests() => _setup = new Lazy<PipelineSetup>(() =>
    {
        var setup = new PipelineSetup { Options = options => options.Schemas.Path = _folder };
        setup.Build();
        return setup;
    });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SchemaCatalog Schemas => _setup.Value.Services.GetRequiredService<SchemaCatalog>();

    private ToolCatalog Tools => _setup.Value.Services.GetRequiredService<ToolCatalog>();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task GetAsync_File_IsFoundUnderItsNameUntilAStoredOneWins()
    {
        Write("contact.schema.json", """{"type":"object"}""");
        Assert.Equal("object", (await Schemas.GetAsync("contact", Token)).Schema.GetProperty("type").GetString());
        Assert.Equal(1, (await Schemas.GetAsync("contact@1", Token)).Version);

        var change = await Schemas.PutAsync("contact", PipelineSetup.Json("""{"type":"array"}"""), cancellationToken: Token);
        Assert.Equal((2, false), (change.Item.Version, change.Created));
        Assert.Equal("object", (await Schemas.GetAsync("contact@1", Token)).Schema.GetProperty("type").GetString());
        Assert.Equal([1, 2], (await Schemas.ListVersionsAsync("contact", cancellationToken: Token)).Items.Select(item => item.Version));
        Assert.Equal("array", (await Schemas.GetAsync("contact", Token)).Schema.GetProperty("type").GetString());

        await Schemas.DeleteAsync("contact", cancellationToken: Token);
        Assert.Equal("object", (await Schemas.GetAsync("contact@latest", Token)).Schema.GetProperty("type").GetString());
    }

    [Fact]
    public async Task PutAsync_Again_MakesVersionsOnlyWhenSomethingChanges()
    {
        await Schemas.PutAsync("a", PipelineSetup.Json("""{"type":"object"}"""), cancellationToken: Token);
        Assert.Equal(1, (await Schemas.PutAsync("a", PipelineSetup.Json("""{ "type": "object" }"""), cancellationToken: Token)).Item.Version);
        var second = await Schemas.PutAsync("a", PipelineSetup.Json("""{"type":"array"}"""), cancellationToken: Token);
        Assert.Equal((2, false), (second.Item.Version, second.Created));
        Assert.Equal("object", (await Schemas.GetAsync("a@1", Token)).Schema.GetProperty("type").GetString());
        await Assert.ThrowsAsync<VersionConflictException>(async () => await Schemas.PutAsync("a", PipelineSetup.Person, new WriteCondition("other"), cancellationToken: Token));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("a@x")]
    [InlineData("a@0")]
    [InlineData("../etc/passwd")]
    [InlineData("")]
    public async Task GetAsync_Unknown_SaysWhatToDo(string reference)
        => Assert.Contains("PUT /v1/schemas", (await Assert.ThrowsAsync<UnknownSchemaException>(async () => await Schemas.GetAsync(reference, Token))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData(".x")]
    [InlineData("a b")]
    [InlineData("a@1")]
    [InlineData("a/b")]
    public async Task PutAsync_NameThatCannotBe_IsRefused(string name)
        => await Assert.ThrowsAsync<MalformedRequestException>(async () => await Schemas.PutAsync(name, PipelineSetup.Person, cancellationToken: Token));

    [Fact]
    public async Task ListAsync_JoinsFilesAndStoredOnesInOrderPageByPage()
    {
        Write("b.schema.json", "{}");
        Write("d.schema.json", "{}");
        foreach (var name in new[] { "a", "c", "d", "e" }) await Schemas.PutAsync(name, PipelineSetup.Person, cancellationToken: Token);
        var names = new List<string>();
        string? next = null;
        do
        {
            var page = await Schemas.ListAsync(new CatalogQuery { After = next, Limit = 2 }, Token);
            Assert.True(page.Items.Count <= 2);
            names.AddRange(page.Items.Select(schema => schema.Name));
            next = page.Next;
        }
        while (next is not null);

        Assert.Equal(["a", "b", "c", "d", "e"], names);
    }

    [Fact]
    public async Task PutAsync_SameTextAsTheFile_IsStoredAsTheVersionTheFileIs()
    {
        Write("contact.schema.json", """{"type":"object"}""");
        var change = await Schemas.PutAsync("contact", PipelineSetup.Json("""{"type":"object"}"""), cancellationToken: Token);
        Assert.Equal((1, false), (change.Item.Version, change.Created));
        await Schemas.DeleteAsync("contact@1", cancellationToken: Token);
        await Assert.ThrowsAsync<UnknownSchemaException>(async () => await Schemas.DeleteAsync("contact@1", cancellationToken: Token));
        Assert.Equal(2, (await Schemas.PutAsync("contact", PipelineSetup.Json("""{"type":"object"}"""), cancellationToken: Token)).Item.Version);
    }

    [Fact]
    public async Task ListAsync_Search_FindsNamesAndDescriptionsOfWhatIsNewest()
    {
        Write("contact.schema.json", """{"description":"A person to be called"}""");
        Write("invoice.schema.json", """{"title":"Rechnung"}""");
        await Schemas.PutAsync("order", PipelineSetup.Json("""{"title":"An ÖLPREIS"}"""), cancellationToken: Token);
        Assert.Equal("contact", Assert.Single((await Schemas.ListAsync(new CatalogQuery { Search = "PERSON" }, Token)).Items).Name);
        Assert.Equal("invoice", Assert.Single((await Schemas.ListAsync(new CatalogQuery { Search = "rechnung" }, Token)).Items).Name);
        Assert.Equal("order", Assert.Single((await Schemas.ListAsync(new CatalogQuery { Search = "ölpreis" }, Token)).Items).Name);
        await Schemas.PutAsync("contact", PipelineSetup.Json("""{"description":"Somebody"}"""), cancellationToken: Token);
        Assert.Empty((await Schemas.ListAsync(new CatalogQuery { Search = "person" }, Token)).Items);
    }

    [Fact]
    public async Task PutAsync_Compatibility_RefusesWhatBreaksAndSaysWhere()
    {
        await Schemas.PutAsync("a", PipelineSetup.Json("""{"type":"integer"}"""), compatibility: CompatibilityRule.Full, cancellationToken: Token);
        var fault = await Assert.ThrowsAsync<IncompatibleSchemaException>(async () => await Schemas.PutAsync(
            "a", PipelineSetup.Json("""{"type":"integer","minimum":0}"""), compatibility: CompatibilityRule.Backward, cancellationToken: Token));
        Assert.Equal(("", "minimum"), (fault.Breaks[0].Pointer, fault.Breaks[0].Keyword));
        Assert.Contains("a@1", fault.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await Schemas.PutAsync("a", PipelineSetup.Json("""{"type":"number"}"""), compatibility: CompatibilityRule.Backward, cancellationToken: Token)).Item.Version);
        Assert.Equal(3, (await Schemas.PutAsync("a", PipelineSetup.Json("""{"type":"integer"}"""), compatibility: CompatibilityRule.Forward, cancellationToken: Token)).Item.Version);
    }

    [Fact]
    public async Task GetAsync_FileThatIsNoJson_SaysWhereAndLeavesTheOthersAlone()
    {
        Write("bad.schema.json", "{\n \"type\": }");
        Write("good.schema.json", "{}");
        var fault = await Assert.ThrowsAsync<InvalidSchemaException>(async () => await Schemas.GetAsync("bad", Token));
        Assert.Contains("bad.schema.json is not JSON: line 2", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_folder, fault.Message, StringComparison.Ordinal);
        Assert.Equal("good", Assert.Single((await Schemas.ListAsync(cancellationToken: Token)).Items).Name);
    }

    [Fact]
    public async Task Tools_FileAndStore_WorkAlike()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "tools"));
        Write("tools/get_weather.tool.json", """{"description":"weather","parameters":{"type":"object"},"strict":false}""");
        Write("tools/odd.tool.json", """{"descriptoin":"weather"}""");
        var tool = (await Tools.GetAsync("get_weather", Token)).Definition;
        Assert.Equal(("get_weather", "weather", false), (tool.Name, tool.Description, tool.Strict));
        await Assert.ThrowsAsync<InvalidSchemaException>(async () => await Tools.GetAsync("odd", Token));
        await Tools.PutAsync(new ToolDefinition("get_weather"), cancellationToken: Token);
        Assert.Null((await Tools.GetAsync("get_weather@latest", Token)).Definition.Description);
        Assert.Equal("get_weather", Assert.Single((await Tools.ListAsync(cancellationToken: Token)).Items).Name);
        await Assert.ThrowsAsync<UnknownToolException>(async () => await Tools.GetAsync("nobody", Token));
    }

    private void Write(string name, string content) => File.WriteAllText(Path.Combine(_folder, name), content);
}
