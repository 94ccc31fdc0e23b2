using System.Net.ServerSentEvents;
using System.Text.Json;
using StructGen.Api.Tests.Access;
using StructGen.Api.Tests.Hosting;

namespace StructGen.Api.Tests.OpenApi;

/// <summary>What the served document says, so that generated clients can use the service.</summary>
public sealed class DocumentTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private readonly ServiceUnderTest _service = fixture.Service;

    [Fact]
    public async Task EveryEnumerationIsOfStringsAndEveryComponentSaysWhatItIs()
    {
        var contract = await ApiContract.ReadAsync(_service.Client);
        string[] enums = ["AbsencePolicy", "AnswerSurface", "Enforcement", "GenerationMode", "SchemaChangeKind", "SecondOpinion"];
        Assert.Subset(contract.Schemas.Select(schema => schema.Name).ToHashSet(), enums.ToHashSet());
        Assert.All(contract.Schemas, schema =>
        {
            Assert.True(schema.Value.TryGetProperty("type", out var type) || schema.Value.TryGetProperty("oneOf", out _), $"{schema.Name} says nothing");
            if (!schema.Value.TryGetProperty("enum", out var values)) return;
            Assert.Equal("string", type.GetString());
            Assert.All(values.EnumerateArray(), value => Assert.Equal(JsonValueKind.String, value.ValueKind));
        });
        Assert.DoesNotContain(contract.Schemas, schema => schema.Name.Contains("Json", StringComparison.Ordinal) && schema.Name is not "JsonSchemaBody");
    }

    [Fact]
    public async Task ListsOfAnEnumerationAreOfPlainStrings()
    {
        var contract = await ApiContract.ReadAsync(_service.Client);
        var models = contract.Schemas.Single(schema => schema.Name == "ModelItem").Value.GetProperty("properties").GetProperty("modes").GetProperty("items");
        Assert.Equal("string", models.GetProperty("type").GetString());
        Assert.Contains("`grammar`", models.GetProperty("description").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryReferenceLeadsSomewhere()
    {
        var contract = await ApiContract.ReadAsync(_service.Client);
        var text = await _service.Client.GetStringAsync("/openapi/v1.json");
        foreach (var reference in References(JsonElement.Parse(text)).Distinct())
            Assert.NotEqual(JsonValueKind.Undefined, contract.Resolve(JsonElement.Parse($$"""{"$ref": "{{reference}}"}""")).ValueKind);
    }

    [Fact]
    public async Task EveryOperationSaysWhoMayCallItAndHowItFails()
    {
        var contract = await ApiContract.ReadAsync(_service.Client);
        Assert.All(contract.Operations, operation =>
        {
            Assert.All(operation.Responses.EnumerateObject(), response => Assert.True(operation.HasHeader(response.Name, "x-request-id"), $"{operation} {response.Name}"));
            string[] expected = [
                .. operation.IsAnonymous ? Array.Empty<string>() : ["401", "403", "429"],
                .. operation.Body is null ? Array.Empty<string>() : ["400", "413", "415"],
                .. operation.Path == "/healthz" ? Array.Empty<string>() : ["500", "503"]];
            Assert.All(expected, status => Assert.True(operation.HasStatus(status), $"{operation} lacks {status}"));
            if (operation.HasStatus("429")) Assert.True(operation.HasHeader("429", "Retry-After"));
            if (operation.HasStatus("503")) Assert.True(operation.HasHeader("503", "Retry-After"));
            if (operation.HasStatus("401")) Assert.True(operation.HasHeader("401", "WWW-Authenticate"));
            if (operation.HasStatus("201")) Assert.True(operation.HasHeader("201", "Location"));
        });
        Assert.Equal(["/healthz", "/readyz"], contract.Operations.Where(operation => operation.IsAnonymous).Select(operation => operation.Path).Order());
    }

    [Theory]
    [InlineData("extract", "extract")]
    [InlineData("createChatCompletion", "chat")]
    [InlineData("callTools", "tools")]
    [InlineData("getSchema", "registry:read")]
    [InlineData("checkSchema", "registry:read")]
    [InlineData("putSchema", "registry:write")]
    [InlineData("importTools", "registry:write")]
    [InlineData("createKey", "admin")]
    [InlineData("listModels", null)]
    public async Task AnOperationNamesItsScopeAndAKeyIsOptionalOnlyWhereNoneIsAskedFor(string id, string? scope)
    {
        string[] scopes = scope is null ? [] : [scope];
        Check((await ApiContract.ReadAsync(_service.Client)).Operations.Single(operation => operation.Id == id), isOn: false);
        await using var closed = await ServiceUnderTest.StartAsync(null, AccessService.Settings);
        Check((await ApiContract.ReadAsync(closed.Client)).Operations.Single(operation => operation.Id == id), isOn: true);

        void Check(ApiOperation operation, bool isOn)
        {
            var security = operation.Json.GetProperty("security").EnumerateArray().ToList();
            Assert.Equal(scopes, security[0].GetProperty("bearer").EnumerateArray().Select(name => name.GetString()!));
            Assert.Equal(scopes, security[1].GetProperty("apiKey").EnumerateArray().Select(name => name.GetString()!));
            Assert.Equal(isOn || scope == "admin" ? 2 : 3, security.Count);
        }
    }

    [Fact]
    public async Task ConditionsAndIdempotencyAreParametersWhereTheyAreHeeded()
    {
        var operations = (await ApiContract.ReadAsync(_service.Client)).Operations.ToDictionary(operation => operation.Id, operation => operation.HeaderParameters.Order());
        Assert.All(new[] { "extract", "callTools", "runTools", "createChatCompletion" }, id => Assert.Equal(["Idempotency-Key"], operations[id]));
        Assert.All(new[] { "getSchema", "getTool" }, id => Assert.Equal(["If-None-Match"], operations[id]));
        Assert.All(new[] { "putSchema", "putTool" }, id => Assert.Equal(["If-Match", "If-None-Match"], operations[id]));
        Assert.All(new[] { "deleteSchema", "deleteTool" }, id => Assert.Equal(["If-Match"], operations[id]));
        Assert.Equal(10, operations.Values.Count(headers => headers.Any()));
    }

    [Fact]
    public async Task TheEventsOfAStreamAreThoseOfTheDocument()
    {
        var contract = await ApiContract.ReadAsync(_service.Client);
        var schema = contract.Operations.Single(operation => operation.Id == "extract").Responses.GetProperty("200").GetProperty("content").GetProperty("text/event-stream").GetProperty("schema");
        _service.Model.Says("<json>[{\"name\": \"Jo\"}]</json>", "<json>[{\"name\": \"Jane Roe\"}]</json>", "<json>[]</json>");
        var names = new HashSet<string>();
        const string Ask = """
            {"schema": {"type": "array", "minItems": 1, "items": {"type": "object", "properties": {"name": {"type": "string", "minLength": 3}}}},
             "text": "x", "mode": "prompt", "model": "fake/model", "stream": {"partials": true, "items": true}, "retries": RETRIES}
            """;
        foreach (var retries in new[] { "1", "0" }) // The second ends with an error.
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/extract") { Content = ServiceUnderTest.Json(Ask.Replace("RETRIES", retries, StringComparison.Ordinal)) };
            request.Headers.Accept.Add(new("text/event-stream"));
            using var response = await _service.Client.SendAsync(request);
            Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
            await foreach (var sent in SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync())
            {
                var happened = JsonElement.Parse($$"""{"event": "{{sent.EventType}}", "data": {{sent.Data}}}""");
                Assert.Empty(contract.Faults(schema, happened));
                names.Add(sent.EventType);
            }
        }

        Assert.Equal(["attempt", "delta", "error", "item", "partial", "result"], names.Order());
    }

    private static IEnumerable<string> References(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => member is { Name: "$ref", Value.ValueKind: JsonValueKind.String } ? [member.Value.GetString()!] : References(member.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
