using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using StructGen.Api.Tests.Hosting;

namespace StructGen.Api.Tests.Schemas;

public sealed class SchemaRegistryTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private readonly ServiceUnderTest _service = fixture.Service;

    [Fact]
    public async Task APutIsCreatedThenOkAndKeepsTheVersions()
    {
        var first = await _service.PutAsync("/v1/schemas/kept", """{"type": "string"}""");
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal("/v1/schemas/kept", first.Headers.Location?.ToString());
        var same = await _service.PutAsync("/v1/schemas/kept", """{ "type":"string" }""");
        Assert.Equal(HttpStatusCode.OK, same.StatusCode);
        Assert.Equal(1, (await ProblemAssert.OkAsync(same)).GetProperty("version").GetInt32());
        var changed = await ProblemAssert.OkAsync(await _service.PutAsync("/v1/schemas/kept", """{"type": "integer"}"""));
        Assert.Equal(2, changed.GetProperty("version").GetInt32());
        Assert.Equal(64, changed.GetProperty("hash").GetString()!.Length);
        Assert.Equal("""{"type": "integer"}""", await _service.Client.GetStringAsync("/v1/schemas/kept"));
        Assert.Equal("""{"type": "string"}""", await _service.Client.GetStringAsync("/v1/schemas/kept@1"));
        Assert.Equal("""{"type": "integer"}""", await _service.Client.GetStringAsync("/v1/schemas/kept@latest"));
    }

    [Fact]
    public async Task ADeletedSchemaIsGone()
    {
        await ProblemAssert.OkAsync(await _service.PutAsync("/v1/schemas/gone", "true"));
        Assert.Equal(HttpStatusCode.NoContent, (await _service.Client.DeleteAsync("/v1/schemas/gone")).StatusCode);
        await ProblemAssert.IsAsync(await _service.Client.GetAsync("/v1/schemas/gone"), 404, "unknown-schema");
        await ProblemAssert.IsAsync(await _service.Client.DeleteAsync("/v1/schemas/gone"), 404, "unknown-schema");
    }

    [Fact]
    public async Task AStoredSchemaLiesOverTheFileOfItsName()
    {
        Assert.Contains("A person", await _service.Client.GetStringAsync("/v1/schemas/contact"), StringComparison.Ordinal);
        await ProblemAssert.OkAsync(await _service.PutAsync("/v1/schemas/contact", """{"type": "object", "title": "mine"}"""));
        Assert.Contains("mine", await _service.Client.GetStringAsync("/v1/schemas/contact"), StringComparison.Ordinal);
        await _service.Client.DeleteAsync("/v1/schemas/contact");
        Assert.Contains("A person", await _service.Client.GetStringAsync("/v1/schemas/contact"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AListComesInPagesThatJoinWithoutGapOrDouble()
    {
        for (var number = 0; number < 7; number++)
            await ProblemAssert.OkAsync(await _service.PutAsync($"/v1/schemas/page-{number}", """{"type": "null"}"""));
        var all = (await ListAsync("/v1/schemas?limit=1000")).Names;
        Assert.Equal(all.Order(StringComparer.Ordinal), all);
        Assert.Contains("contact", all);
        var joined = new List<string>();
        string? next = null;
        do
        {
            var page = await ListAsync($"/v1/schemas?limit=3{(next is null ? "" : $"&after={next}")}");
            Assert.InRange(page.Names.Count, 1, 3);
            joined.AddRange(page.Names);
            next = page.Next;
        }
        while (next is not null);
        Assert.Equal(all, joined);
    }

    [Theory]
    [InlineData("/v1/schemas?limit=0")]
    [InlineData("/v1/schemas?limit=1001")]
    [InlineData("/v1/schemas?limit=many")]
    public async Task APageLimitThatIsNoneIsRefused(string path)
        => await ProblemAssert.IsAsync(await _service.Client.GetAsync(path), 400, "malformed-request");

    [Theory]
    [InlineData(".hidden")]
    [InlineData("a%20b")]
    [InlineData("a@1")]
    [InlineData("a%2Fb")]
    public async Task ANameThatIsNoneIsRefused(string name)
        => await ProblemAssert.IsAsync(await _service.PutAsync($"/v1/schemas/{name}", "{}"), 400, "malformed-request");

    [Theory]
    [InlineData("""{"type": "strin"}""", "invalid-schema")]
    [InlineData("""{"type": "object", "properties": {"a": false}, "required": ["a"]}""", "unsatisfiable-schema")]
    public async Task ASchemaThatCannotBeUsedIsNotStored(string schema, string code)
    {
        var problem = await ProblemAssert.IsAsync(await _service.PutAsync("/v1/schemas/refused", schema), 422, code);
        Assert.NotEmpty(problem.GetProperty("errors").EnumerateArray());
        await ProblemAssert.IsAsync(await _service.Client.GetAsync("/v1/schemas/refused"), 404, "unknown-schema");
    }

    [Fact]
    public async Task IfMatchProtectsAgainstOverwritingSomebodyElse()
    {
        var first = await _service.PutAsync("/v1/schemas/guarded", """{"type": "string"}""");
        var tag = first.Headers.ETag!;
        Assert.Equal(HttpStatusCode.OK, (await PutIfAsync(tag, """{"type": "integer"}""")).StatusCode);
        await ProblemAssert.IsAsync(await PutIfAsync(tag, """{"type": "number"}"""), 409, "version-conflict");
        Assert.Contains("integer", await _service.Client.GetStringAsync("/v1/schemas/guarded"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACheckTellsWhatBecomesOfEveryKeyword()
    {
        var report = await ProblemAssert.OkAsync(await _service.PostAsync("/v1/schemas/check", """{"type": "string", "title": "t", "minLenght": 3}"""));
        var entries = report.GetProperty("entries").EnumerateArray().ToDictionary(entry => entry.GetProperty("keyword").GetString()!);
        Assert.Equal("enforced", entries["type"].GetProperty("status").GetString());
        Assert.Equal("annotation", entries["title"].GetProperty("status").GetString());
        Assert.Equal("unknown", entries["minLenght"].GetProperty("status").GetString());
        Assert.Contains("minLength", entries["minLenght"].GetProperty("remedy").GetString(), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> PutIfAsync(EntityTagHeaderValue tag, string schema)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, "/v1/schemas/guarded") { Content = ServiceUnderTest.Json(schema) };
        request.Headers.IfMatch.Add(tag);
        return _service.Client.SendAsync(request);
    }

    private async Task<(List<string> Names, string? Next)> ListAsync(string path)
    {
        var page = await ProblemAssert.OkAsync(await _service.Client.GetAsync(path));
        var names = page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString()!).ToList();
        var next = page.GetProperty("next");
        return (names, next.ValueKind == JsonValueKind.Null ? null : next.GetString());
    }
}
