using System.Net;
using StructGen.Api.Tests.Hosting;

namespace StructGen.Api.Tests.Registries;

public sealed class SqliteToolRegistryTests(SqliteFixture fixture) : ToolRegistryTests(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresToolRegistryTests(PostgresFixture fixture) : ToolRegistryTests(fixture), IClassFixture<PostgresFixture>;

/// <summary>Tools by name over HTTP, alike on every database.</summary>
public abstract class ToolRegistryTests(RegistryFixture fixture)
{
    private readonly ServiceUnderTest _service = fixture.Service;

    [Fact]
    public async Task AToolIsCreatedReadListedAndDeleted()
    {
        const string Body = """{"description": "Says hello", "parameters": {"type": "object", "properties": {"name": {"type": "string"}}}, "strict": null}""";
        Assert.Equal(HttpStatusCode.Created, (await _service.PutAsync("/v1/tools/hello", Body)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _service.PutAsync("/v1/tools/hello", Body)).StatusCode);
        var tool = await ProblemAssert.OkAsync(await _service.Client.GetAsync("/v1/tools/hello"));
        Assert.Equal("Says hello", tool.GetProperty("description").GetString());
        Assert.True(tool.GetProperty("strict").GetBoolean());
        var list = await _service.Client.GetStringAsync("/v1/tools");
        Assert.Contains("\"hello\"", list, StringComparison.Ordinal);
        Assert.Contains("\"get_weather\"", list, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, (await _service.Client.DeleteAsync("/v1/tools/hello")).StatusCode);
        await ProblemAssert.IsAsync(await _service.Client.GetAsync("/v1/tools/hello"), 404, "unknown-tool");
    }

    [Fact]
    public async Task AToolHasVersionsTagsAndADescriptionThatIsSearched()
    {
        var first = await _service.PutAsync("/v1/tools/versioned", """{"description": "Counts sheep"}""");
        await ProblemAssert.OkAsync(await _service.PutAsync("/v1/tools/versioned", """{"description": "Counts stars"}"""));
        Assert.Contains("sheep", await _service.Client.GetStringAsync("/v1/tools/versioned@1"), StringComparison.Ordinal);
        var versions = await ProblemAssert.OkAsync(await _service.Client.GetAsync("/v1/tools/versioned/versions"));
        Assert.Equal(["Counts sheep", "Counts stars"], versions.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("description").GetString()));
        Assert.Contains("versioned", await _service.Client.GetStringAsync("/v1/tools?search=STARS"), StringComparison.Ordinal);
        Assert.DoesNotContain("versioned", await _service.Client.GetStringAsync("/v1/tools?search=sheep"), StringComparison.Ordinal);
        var request = new HttpRequestMessage(HttpMethod.Get, "/v1/tools/versioned@1");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await _service.Client.SendAsync(request)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await _service.Client.DeleteAsync("/v1/tools/versioned@2")).StatusCode);
        Assert.Contains("sheep", await _service.Client.GetStringAsync("/v1/tools/versioned"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AToolWithAnUnknownMemberOrParametersThatAreNoSchemaIsRefused()
    {
        await ProblemAssert.IsAsync(await _service.PutAsync("/v1/tools/bad", """{"descripton": "x"}"""), 400, "malformed-request");
        await ProblemAssert.IsAsync(await _service.PutAsync("/v1/tools/bad", """{"parameters": {"type": "strin"}}"""), 422, "invalid-schema");
        await ProblemAssert.IsAsync(await _service.PutAsync("/v1/tools/bad%20name", "{}"), 400, "malformed-request");
    }
}
