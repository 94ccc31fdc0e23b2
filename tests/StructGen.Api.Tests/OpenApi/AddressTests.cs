using System.Net;
using System.Text.Json;
using StructGen.Api.Tests.Hosting;

namespace StructGen.Api.Tests.OpenApi;

/// <summary>Addresses that nobody documented, and the page that leads to those that are.</summary>
public sealed class AddressTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private readonly ServiceUnderTest _service = fixture.Service;

    [Theory]
    [InlineData("POST", "/v1/embeddings", 404, "not-found", "not_found")]
    [InlineData("POST", "/v1/responses", 404, "not-found", "not_found")]
    [InlineData("GET", "/v1", 404, "not-found", "not_found")]
    [InlineData("GET", "/v1/extract", 405, "method-not-allowed", "method_not_allowed")]
    public async Task AnUnknownAddressUnderV1IsAProblemThatOpenAIsClientsCanRead(string method, string path, int status, string code, string openAICode)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        var problem = await ProblemAssert.IsAsync(await _service.Client.SendAsync(request), status, code);
        var error = problem.GetProperty("error");
        Assert.Equal(problem.GetProperty("detail").GetString(), error.GetProperty("message").GetString());
        Assert.Equal("invalid_request_error", error.GetProperty("type").GetString());
        Assert.Equal(openAICode, error.GetProperty("code").GetString());
        Assert.Equal(JsonValueKind.Null, error.GetProperty("param").ValueKind);
    }

    [Theory]
    [InlineData("/v1/schemas/nobody", "unknown-schema")]
    [InlineData("/v1/tools/nobody", "unknown-tool")]
    [InlineData("/nowhere", "not-found")]
    public async Task OtherProblemsKeepTheirForm(string path, string code)
        => Assert.False((await ProblemAssert.IsAsync(await _service.Client.GetAsync(path), 404, code)).TryGetProperty("error", out _));

    [Fact]
    public async Task TheRootLeadsToTheReferencePage()
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = _service.Client.BaseAddress };
        using var response = await client.GetAsync("/");
        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Equal("scalar", response.Headers.Location?.OriginalString);
        using var page = await _service.Client.GetAsync("/");
        Assert.EndsWith("/scalar", page.RequestMessage!.RequestUri!.AbsolutePath.TrimEnd('/'), StringComparison.Ordinal);
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task TheReferencePageOffersNoServiceOfItsMaker()
    {
        var page = await _service.Client.GetStringAsync("/scalar/");
        Assert.Contains("\"showDeveloperTools\":\"never\"", page, StringComparison.Ordinal);
        Assert.Contains("\"agent\":{\"disabled\":true}", page, StringComparison.Ordinal);
        Assert.Contains("\"mcp\":{\"disabled\":true}", page, StringComparison.Ordinal);
        Assert.Contains("\"telemetry\":false", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
    }
}
