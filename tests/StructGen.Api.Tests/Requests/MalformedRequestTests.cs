using System.Net.Http.Headers;
using StructGen.Api.Tests.Hosting;

namespace StructGen.Api.Tests.Requests;

public sealed class MalformedRequestTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private readonly ServiceUnderTest _service = fixture.Service;

    [Theory]
    [InlineData("{\"schema\": {}", "not JSON")]
    [InlineData("", "empty")]
    [InlineData("nonsense", "not JSON")]
    [InlineData("{\"text\": \"a\", \"text\": \"b\"}", "text")]
    [InlineData("[1]", "expected an object, found an array")]
    [InlineData("{\"text\": \"\\ud800\"}", "surrogate")]
    public async Task ABodyThatIsNoJsonIsRefusedWithTheReason(string body, string reason)
    {
        var problem = await ProblemAssert.IsAsync(await _service.PostAsync("/v1/extract", body), 400, "malformed-request");
        Assert.Contains(reason, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABodyThatIsNoUtf8IsRefused()
    {
        var content = new ByteArrayContent([0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        await ProblemAssert.IsAsync(await _service.Client.PostAsync("/v1/extract", content), 400, "malformed-request");
    }

    [Fact]
    public async Task ABodyThatIsNestedTooDeeplyIsRefused()
    {
        var deep = $"{{\"schema\": {string.Concat(Enumerable.Repeat("{\"not\":", 300))}{{}}{new string('}', 300)}, \"text\": \"x\"}}";
        var problem = await ProblemAssert.IsAsync(await _service.PostAsync("/v1/extract", deep), 400, "malformed-request");
        Assert.Contains("256", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnUnknownMemberIsNamedWithTheNearestKnownOne()
    {
        var problem = await ProblemAssert.IsAsync(await _service.PostAsync("/v1/extract", """{"shema": {}, "text": "x"}"""), 400, "malformed-request");
        Assert.Equal("/shema", problem.GetProperty("errors")[0].GetProperty("pointer").GetString());
        Assert.Contains("did you mean 'schema'", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryWrongMemberIsToldAtOnceAlsoNestedOnes()
    {
        var body = """{"schema": {}, "text": 5, "prompt": {"encodr": "json"}, "mode": "magic", "retries": 1.5, "strict": "yes", "messages": [{"role": "user"}], "surface": null}""";
        var problem = await ProblemAssert.IsAsync(await _service.PostAsync("/v1/extract", body), 400, "malformed-request");
        var pointers = problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("pointer").GetString());
        Assert.Equal(["/text", "/prompt/encodr", "/mode", "/retries", "/strict", "/messages/0"], pointers);
    }

    [Theory]
    [InlineData("""{"text": "x"}""")]
    [InlineData("""{"schema": {}, "schemaName": "contact", "text": "x"}""")]
    [InlineData("""{"schema": {}}""")]
    [InlineData("""{"schema": {}, "text": "x", "messages": [{"role": "user", "content": "x"}]}""")]
    [InlineData("""{"schema": {}, "text": ""}""")]
    [InlineData("""{"schema": {}, "messages": [{"role": "system", "content": "x"}]}""")]
    [InlineData("""{"schema": {}, "messages": [{"role": "robot", "content": "x"}]}""")]
    [InlineData("""{"schema": {}, "text": "x", "retries": -1}""")]
    [InlineData("""{"schema": {}, "text": "x", "timeoutSeconds": 0}""")]
    [InlineData("""{"schema": {}, "text": "x", "timeoutSeconds": 1e300}""")]
    [InlineData("""{"schema": {}, "text": "x", "topP": 0}""")]
    [InlineData("""{"schema": {}, "text": "x", "temperature": -1}""")]
    [InlineData("""{"schema": {}, "text": "x", "maxTokens": 0}""")]
    [InlineData("""{"schema": {}, "text": "x", "prompt": {"descriptor": "haiku"}}""")]
    [InlineData("""{"schema": {}, "text": "x", "prompt": {"encoder": "toml"}}""")]
    [InlineData("""{"schema": {}, "text": "x", "examples": [{"data": 1}]}""")]
    public async Task AnExtractionThatContradictsItselfIsRefused(string body)
        => await ProblemAssert.IsAsync(await _service.PostAsync("/v1/extract", body), 400, "malformed-request");

    [Theory]
    [InlineData("""{"tools": ["get_weather"]}""")]
    [InlineData("""{"input": "x", "messages": [], "tools": ["get_weather"]}""")]
    [InlineData("""{"input": "x"}""")]
    [InlineData("""{"input": "x", "tools": []}""")]
    [InlineData("""{"input": "x", "tools": [5]}""")]
    [InlineData("""{"input": "x", "tools": [{"description": "no name"}]}""")]
    [InlineData("""{"input": "x", "tools": [{"name": "a", "params": {}}]}""")]
    [InlineData("""{"input": "x", "tools": ["get_weather"], "toolChoice": "send_email"}""")]
    public async Task AToolCallThatContradictsItselfIsRefused(string body)
        => await ProblemAssert.IsAsync(await _service.PostAsync("/v1/tool-calls", body), 400, "malformed-request");

    [Theory]
    [InlineData("""{"raw": "x"}""")]
    [InlineData("""{"schema": {}}""")]
    [InlineData("""{"schema": {}, "spec": {}, "raw": "x"}""")]
    public async Task AParseThatLacksAMemberIsRefused(string body)
        => await ProblemAssert.IsAsync(await _service.PostAsync("/v1/parse", body), 400, "malformed-request");

    [Fact]
    public async Task EveryOptionalMemberMayBeNull()
    {
        var nulls = string.Join(", ", new[]
        {
            "schema", "spec", "messages", "surface", "examples", "prompt", "temperature", "topP", "topK", "minP", "seed", "maxTokens", "retries", "timeoutSeconds", "strict",
        }.Select(name => $"\"{name}\": null"));
        var body = $$"""{"schemaName": "named", "text": "Call Jane Roe.", "mode": "prompt", "model": "fake/model", {{nulls}}}""";
        await ProblemAssert.OkAsync(await _service.PutAsync("/v1/schemas/named", """{"type": "object", "properties": {"name": {"type": "string"}}}"""));
        var answer = await ProblemAssert.OkAsync(await _service.PostAsync("/v1/extract", body));
        Assert.Equal("Jane Roe", answer.GetProperty("data").GetProperty("name").GetString());
    }

    [Theory]
    [InlineData(9_000_000, false)]
    [InlineData(9_000_000, true)]
    [InlineData(10_000_000, false)]
    public async Task ATooLargeBodyIsRefusedWithTheCounts(int size, bool chunked)
    {
        var content = ServiceUnderTest.Json($$"""{"schema": {}, "text": "{{new string('x', size)}}"}""");
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/extract") { Content = content };
        request.Headers.TransferEncodingChunked = chunked;
        var problem = await ProblemAssert.IsAsync(await _service.Client.SendAsync(request), 413, "request-too-large");
        Assert.Contains("8000000", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains(size.ToString()[..2], problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABodyThatIsNotMarkedAsJsonIsRefused()
        => await ProblemAssert.IsAsync(await _service.Client.PostAsync("/v1/extract", new StringContent("{}")), 415, "unsupported-media-type");

    [Fact]
    public async Task WhatIsNotThereIsAProblemToo()
    {
        await ProblemAssert.IsAsync(await _service.Client.GetAsync("/v1/nothing"), 404, "not-found");
        await ProblemAssert.IsAsync(await _service.Client.GetAsync("/v1/extract"), 405, "method-not-allowed");
    }
}
