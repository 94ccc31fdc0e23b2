using System.Net;
using StructGen.Api.Tests.Hosting;

namespace StructGen.Api.Tests.Tools;

public sealed class ToolRegistryTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
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
    public async Task AToolWithAnUnknownMemberOrParametersThatAreNoSchemaIsRefused()
    {
        await ProblemAssert.IsAsync(await _service.PutAsync("/v1/tools/bad", """{"descripton": "x"}"""), 400, "malformed-request");
        await ProblemAssert.IsAsync(await _service.PutAsync("/v1/tools/bad", """{"parameters": {"type": "strin"}}"""), 422, "invalid-schema");
        await ProblemAssert.IsAsync(await _service.PutAsync("/v1/tools/bad%20name", "{}"), 400, "malformed-request");
    }
}
