using System.Net;
using System.Text.Json;
using StructGen.Api.Tests.Hosting;

namespace StructGen.Api.Tests.Models;

/// <summary>What the service shows of itself: models, health, document, reference page.</summary>
public sealed class ServiceFacesTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private readonly ServiceUnderTest _service = fixture.Service;

    [Fact]
    public async Task ModelsAreListedWithContextAndModes()
    {
        var list = await ProblemAssert.OkAsync(await _service.Client.GetAsync("/v1/models"));
        var models = list.GetProperty("items").EnumerateArray().ToDictionary(model => model.GetProperty("name").GetString()!);
        var bundled = models["structgen-extract-135m"];
        Assert.Equal(8192, bundled.GetProperty("contextLength").GetInt32());
        Assert.True(bundled.GetProperty("isDefault").GetBoolean());
        Assert.Contains("grammar", bundled.GetProperty("modes").EnumerateArray().Select(mode => mode.GetString()));
        Assert.Equal("fake", models["fake/model"].GetProperty("provider").GetString());
    }

    [Fact]
    public async Task TheServiceIsAliveAndReady()
    {
        Assert.Equal("ok", await _service.Client.GetStringAsync("/healthz"));
        for (var tries = 0; tries < 600 && (await _service.Client.GetAsync("/readyz")).StatusCode != HttpStatusCode.OK; tries++)
            await Task.Delay(100);
        var ready = await ProblemAssert.OkAsync(await _service.Client.GetAsync("/readyz"));
        var models = await ProblemAssert.OkAsync(await _service.Client.GetAsync("/v1/models"));
        Assert.True(models.GetProperty("items").EnumerateArray().Single(model => model.GetProperty("isDefault").GetBoolean()).GetProperty("isLoaded").GetBoolean());
        Assert.Equal("ok", ready.GetProperty("model").GetString());
        Assert.Equal("ok", ready.GetProperty("store").GetString());
    }

    [Fact]
    public async Task AServiceWithoutItsModelIsAliveAndNotReady()
    {
        await using var service = await ServiceUnderTest.StartAsync(null, "Models:Default=missing");
        Assert.Equal("ok", await service.Client.GetStringAsync("/healthz"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await service.Client.GetAsync("/readyz")).StatusCode);
    }

    [Fact]
    public async Task TheDocumentDescribesEveryEndpoint()
    {
        foreach (var unknown in new[] { "v2", "v11", "V3", "x", "v1%2e", "..%2fv1" })
        {
            await ProblemAssert.IsAsync(await _service.Client.GetAsync($"/openapi/{unknown}.json"), 404, "not-found");
            await ProblemAssert.IsAsync(await _service.Client.GetAsync($"/openapi/{unknown}.json?documentName=v1"), 404, "not-found");
        }

        var document = await ProblemAssert.OkAsync(await _service.Client.GetAsync("/openapi/v1.json"));
        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        var operations = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => (Name: $"{method.Name} {path.Name}", Operation: method.Value)))
            .ToList();
        string[] expected =
        [
            "post /v1/extract", "post /v1/tool-calls", "post /v1/tool-runs", "post /v1/tools/import", "post /v1/prompt", "post /v1/parse", "get /v1/schemas", "post /v1/schemas/check",
            "get /v1/schemas/{name}", "put /v1/schemas/{name}", "delete /v1/schemas/{name}",
            "get /v1/schemas/{name}/versions", "get /v1/schemas/{name}/report", "get /v1/schemas/{name}/gbnf", "get /v1/schemas/{name}/diff",
            "get /v1/tools", "get /v1/tools/{name}", "get /v1/tools/{name}/versions", "put /v1/tools/{name}", "delete /v1/tools/{name}", "get /v1/models",
            "get /v1/models/{id}", "post /v1/chat/completions", "get /v1/keys", "post /v1/keys", "delete /v1/keys/{id}", "get /healthz", "get /readyz",
        ];
        Assert.Equal(expected.Order(), operations.Select(operation => operation.Name).Order());
        Assert.All(operations, operation => Assert.NotEmpty(operation.Operation.GetProperty("summary").GetString()!));
        var extract = operations.Single(operation => operation.Name == "post /v1/extract").Operation;
        Assert.True(extract.GetProperty("requestBody").GetProperty("content").TryGetProperty("application/json", out _));
        var member = document.GetProperty("components").GetProperty("schemas").GetProperty("ExtractBody").GetProperty("properties").GetProperty("schemaName");
        Assert.Contains("name@version", member.GetProperty("description").GetString(), StringComparison.Ordinal);
        var modes = document.GetProperty("components").GetProperty("schemas").GetProperty("ExtractBody").GetProperty("properties").GetProperty("mode").GetRawText();
        Assert.DoesNotContain("\"integer\"", modes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheReferencePageNeedsNoOtherServer()
    {
        var page = await _service.Client.GetStringAsync("/scalar");
        Assert.Contains("<html", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("https://cdn", page, StringComparison.Ordinal);
    }
}
