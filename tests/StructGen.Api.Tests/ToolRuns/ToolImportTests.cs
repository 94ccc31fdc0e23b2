using System.Text.Json;
using StructGen.Api.Tests.Hosting;

namespace StructGen.Api.Tests.ToolRuns;

/// <summary>OpenAPI documents that become tools, which are then run against a real server.</summary>
public sealed class ToolImportTests(ToolRunFixture fixture) : IClassFixture<ToolRunFixture>
{
    private const string Cities30 = """
        openapi: 3.0.3
        info: {title: Cities, version: "1"}
        servers:
          - url: "SERVER/{version}"
            variables: {version: {default: v1}}
        paths:
          /cities/{id}/forecast:
            parameters:
              - {name: id, in: path, required: true, schema: {type: integer, minimum: 0, exclusiveMinimum: true}}
            get:
              operationId: getForecast
              summary: Weather forecast for a city.
              parameters:
                - {name: day, in: query, description: day of the forecast, schema: {type: string, nullable: true}}
                - {name: tags, in: query, schema: {type: array, items: {type: string}}}
                - {name: X-Trace, in: header, schema: {type: string}}
                - {name: session, in: cookie, schema: {type: string}}
              responses: {"200": {description: ok}}
          /cities:
            post:
              operationId: createCity
              requestBody:
                required: true
                content: {application/json: {schema: {$ref: "#/components/schemas/City"}}}
              responses: {"201": {description: created}}
            put:
              requestBody:
                required: true
                content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/City"}}}}
              responses: {"200": {description: ok}}
          /pictures:
            post:
              operationId: upload
              requestBody: {required: true, content: {image/png: {schema: {type: string, format: binary}}}}
              responses: {"200": {description: ok}}
          /lost:
            post:
              operationId: lost
              requestBody: {required: true, content: {application/json: {schema: {$ref: "other.yaml#/Thing"}}}}
              responses: {"200": {description: ok}}
        components:
          schemas:
            City:
              type: object
              required: [id, name]
              properties:
                id: {type: integer, readOnly: true}
                name: {type: string, example: Lisbon}
                mayor: {$ref: "#/components/schemas/Person"}
            Person:
              type: object
              required: [name]
              properties:
                name: {type: string}
                deputy: {$ref: "#/components/schemas/Person"}
        """;

    private readonly ServiceUnderTest _service = fixture.Service;

    [Fact]
    public async Task ADocumentOfVersion30InYamlBecomesToolsThatReachTheServer()
    {
        var answer = await ImportAsync(new { document = Cities30.Replace("SERVER", fixture.Api.Address, StringComparison.Ordinal), prefix = "c_", headers = new { Authorization = "Bearer {secret:WEATHER}" } });
        Assert.Equal(["c_getForecast", "c_createCity", "c_put_cities"], answer.GetProperty("created").EnumerateArray().Select(name => name.GetString()));
        var skipped = answer.GetProperty("skipped").EnumerateArray().ToDictionary(entry => entry.GetProperty("operation").GetString()!, entry => entry.GetProperty("reason").GetString()!);
        Assert.Equal(["lost", "upload"], skipped.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("not JSON", skipped["upload"], StringComparison.Ordinal);

        var forecast = await ProblemAssert.OkAsync(await _service.Client.GetAsync("/v1/tools/c_getForecast"));
        var properties = forecast.GetProperty("parameters").GetProperty("properties");
        Assert.Equal(0, properties.GetProperty("id").GetProperty("exclusiveMinimum").GetInt32());
        Assert.False(properties.GetProperty("id").TryGetProperty("minimum", out _));
        Assert.Equal(["null", "string"], properties.GetProperty("day").GetProperty("type").EnumerateArray().Select(type => type.GetString()!).Order(StringComparer.Ordinal));
        Assert.False(properties.TryGetProperty("session", out _));
        Assert.Equal("Weather forecast for a city", forecast.GetProperty("description").GetString());
        var create = await ProblemAssert.OkAsync(await _service.Client.GetAsync("/v1/tools/c_createCity"));
        Assert.Equal(["mayor", "name"], create.GetProperty("parameters").GetProperty("properties").EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["name"], create.GetProperty("parameters").GetProperty("required").EnumerateArray().Select(name => name.GetString()));

        await RunAsync("""{"name": "c_getForecast", "arguments": {"id": 7, "day": "next week", "tags": ["a", "b"], "X-Trace": "t1"}}""", "c_getForecast");
        Assert.Contains("GET /v1/cities/7/forecast?day=next%20week&tags=a&tags=b", fixture.Api.Requests);
        Assert.Equal("t1", fixture.Api.Headers.Last()["X-Trace"]);
        Assert.Equal($"Bearer {ToolRunFixture.Secret}", fixture.Api.Headers.Last().Authorization);
        await RunAsync("""{"name": "c_createCity", "arguments": {"name": "Lisbon", "mayor": {"name": "Ann", "deputy": {"name": "Bo"}}}}""", "c_createCity");
        Assert.Contains("""POST /v1/cities {"name":"Lisbon","mayor":{"name":"Ann","deputy":{"name":"Bo"}}}""", fixture.Api.Requests);
        await RunAsync("""{"name": "c_put_cities", "arguments": {"body": [{"name": "Oslo"}]}}""", "c_put_cities");
        Assert.Contains("""PUT /v1/cities [{"name": "Oslo"}]""", fixture.Api.Requests);
    }

    [Fact]
    public async Task TheServicesOwnDocumentOfVersion31IsImported()
    {
        var document = await ProblemAssert.OkAsync(await _service.Client.GetAsync("/openapi/v1.json"));
        var answer = await ImportAsync(new { document, prefix = "self_", serverUrl = fixture.Api.Address + "/self", operations = new[] { "getTool", "POST /v1/tool-calls" } });
        Assert.Equal(["self_callTools", "self_getTool"], answer.GetProperty("created").EnumerateArray().Select(name => name.GetString()!).Order(StringComparer.Ordinal));
        Assert.Empty(answer.GetProperty("skipped").EnumerateArray());
        await RunAsync("""{"name": "self_getTool", "arguments": {"name": "a/b"}}""", "self_getTool");
        Assert.Contains("GET /self/v1/tools/a%2Fb", fixture.Api.Requests);
    }

    [Fact]
    public async Task WhatIsNoDocumentIsRefused()
    {
        await ProblemAssert.IsAsync(await PostAsync(new { document = new { swagger = "2.0" } }), 400, "malformed-request");
        await ProblemAssert.IsAsync(await PostAsync(new { document = "{: no" }), 400, "malformed-request");
        await ProblemAssert.IsAsync(await PostAsync(new { document = Cities30, operations = new[] { "getNothing" } }), 400, "malformed-request");
        var nowhere = await ImportAsync(new { document = Cities30.Replace("SERVER", "", StringComparison.Ordinal), operations = new[] { "getForecast" } });
        Assert.Contains("serverUrl", nowhere.GetProperty("skipped")[0].GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    private async Task RunAsync(string call, string tool)
    {
        fixture.Script(call, """{"name": "reply", "arguments": {"text": "Done."}}""");
        var run = await ProblemAssert.OkAsync(await _service.PostAsync("/v1/tool-runs", $$"""{"input": "Do it.", "tools": ["{{tool}}"], "model": "fake/model", "retries": 0}"""));
        Assert.Equal("ok", run.GetProperty("steps")[0].GetProperty("results")[0].GetProperty("status").GetString());
    }

    private async Task<JsonElement> ImportAsync(object body) => await ProblemAssert.OkAsync(await PostAsync(body));

    private Task<HttpResponseMessage> PostAsync(object body) => _service.PostAsync("/v1/tools/import", JsonSerializer.Serialize(body));
}
