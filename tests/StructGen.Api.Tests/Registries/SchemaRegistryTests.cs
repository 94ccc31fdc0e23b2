using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using StructGen.Api.Tests.Hosting;

namespace StructGen.Api.Tests.Registries;

public sealed class SqliteSchemaRegistryTests(SqliteFixture fixture) : SchemaRegistryTests(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgresSchemaRegistryTests(PostgresFixture fixture) : SchemaRegistryTests(fixture), IClassFixture<PostgresFixture>;

/// <summary>Schemas by name over HTTP, alike on every database.</summary>
public abstract class SchemaRegistryTests(RegistryFixture fixture)
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
        await ProblemAssert.IsAsync(await _service.Client.GetAsync("/v1/schemas/gone/versions"), 404, "unknown-schema");
        var again = await _service.PutAsync("/v1/schemas/gone", "true");
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        Assert.Equal(2, (await ProblemAssert.OkAsync(again)).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task ADeletedVersionIsGoneAndItsNumberIsNotGivenAgain()
    {
        for (var number = 1; number <= 3; number++)
            await ProblemAssert.OkAsync(await _service.PutAsync("/v1/schemas/pruned", $$"""{"const": {{number}}, "title": "t{{number}}"}"""));
        Assert.Equal(HttpStatusCode.NoContent, (await _service.Client.DeleteAsync("/v1/schemas/pruned@3")).StatusCode);
        Assert.Contains("t2", await _service.Client.GetStringAsync("/v1/schemas/pruned@latest"), StringComparison.Ordinal);
        await ProblemAssert.IsAsync(await _service.Client.GetAsync("/v1/schemas/pruned@3"), 404, "unknown-schema");
        await ProblemAssert.IsAsync(await _service.Client.DeleteAsync("/v1/schemas/pruned@3"), 404, "unknown-schema");
        await ProblemAssert.IsAsync(await _service.Client.DeleteAsync("/v1/schemas/pruned@latest"), 400, "malformed-request");
        Assert.Contains((await ItemsAsync("/v1/schemas?search=t2")), item => item.GetProperty("name").GetString() == "pruned" && item.GetProperty("version").GetInt32() == 2);
        Assert.Equal(4, (await ProblemAssert.OkAsync(await _service.PutAsync("/v1/schemas/pruned", "{}"))).GetProperty("version").GetInt32());
        Assert.Equal([1, 2, 4], (await ItemsAsync("/v1/schemas/pruned/versions")).Select(item => item.GetProperty("version").GetInt32()));
    }

    [Fact]
    public async Task VersionsComeInPagesWithTheirHashes()
    {
        for (var number = 1; number <= 5; number++)
            await ProblemAssert.OkAsync(await _service.PutAsync("/v1/schemas/paged", $$"""{"const": {{number}}}"""));
        var first = await ProblemAssert.OkAsync(await _service.Client.GetAsync("/v1/schemas/paged/versions?limit=3"));
        Assert.Equal("3", first.GetProperty("next").GetString());
        var second = await ProblemAssert.OkAsync(await _service.Client.GetAsync("/v1/schemas/paged/versions?limit=3&after=3"));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
        foreach (var item in first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray()))
        {
            using var schema = await _service.Client.GetAsync($"/v1/schemas/paged@{item.GetProperty("version")}");
            Assert.Equal($"\"{item.GetProperty("hash")}\"", schema.Headers.ETag?.Tag);
            Assert.Equal($$"""{"const": {{item.GetProperty("version")}}}""", await schema.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task AFileIsVersionOneAndCanBeComparedWithWhatLiesOverIt()
    {
        var file = await _service.Client.GetAsync("/v1/schemas/event");
        var put = await _service.PutAsync("/v1/schemas/event", """{"type": "object"}""");
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        Assert.Equal(2, (await ProblemAssert.OkAsync(put)).GetProperty("version").GetInt32());
        Assert.Equal(await file.Content.ReadAsStringAsync(), await _service.Client.GetStringAsync("/v1/schemas/event@1"));
        Assert.Equal([1, 2], (await ItemsAsync("/v1/schemas/event/versions")).Select(item => item.GetProperty("version").GetInt32()));
        var diff = await ProblemAssert.OkAsync(await _service.Client.GetAsync("/v1/schemas/event/diff?from=1"));
        Assert.Equal((1, 2), (diff.GetProperty("from").GetInt32(), diff.GetProperty("to").GetInt32()));
        Assert.True(diff.GetProperty("backward").GetProperty("compatible").GetBoolean());
        Assert.False(diff.GetProperty("forward").GetProperty("compatible").GetBoolean());
        Assert.Equal(HttpStatusCode.NoContent, (await _service.Client.DeleteAsync("/v1/schemas/event")).StatusCode);
    }

    [Fact]
    public async Task ADiffSaysWhatBreaksWithAnExampleAndAPutCanRefuseIt()
    {
        await ProblemAssert.OkAsync(await _service.PutAsync("/v1/schemas/evolving", """{"type": "object", "properties": {"age": {"type": "integer"}}, "required": ["age"]}"""));
        const string Narrower = """{"type": "object", "properties": {"age": {"type": "integer", "minimum": 18}}, "required": ["age"]}""";
        var problem = await ProblemAssert.IsAsync(await _service.PutAsync("/v1/schemas/evolving?compatibility=backward", Narrower), 409, "incompatible-schema");
        Assert.Equal("/properties/age", problem.GetProperty("errors")[0].GetProperty("pointer").GetString());
        Assert.Equal("minimum", problem.GetProperty("errors")[0].GetProperty("keyword").GetString());
        Assert.Equal(2, (await ProblemAssert.OkAsync(await _service.PutAsync("/v1/schemas/evolving?compatibility=forward", Narrower))).GetProperty("version").GetInt32());
        await ProblemAssert.IsAsync(await _service.PutAsync("/v1/schemas/evolving?compatibility=sideways", Narrower), 400, "malformed-request");
        var diff = await ProblemAssert.OkAsync(await _service.Client.GetAsync("/v1/schemas/evolving/diff?from=1&to=2"));
        var backward = diff.GetProperty("backward");
        Assert.False(backward.GetProperty("compatible").GetBoolean());
        Assert.InRange(backward.GetProperty("example").GetProperty("age").GetInt32(), int.MinValue, 17);
        Assert.True(diff.GetProperty("forward").GetProperty("compatible").GetBoolean());
        var change = Assert.Single(diff.GetProperty("changes").EnumerateArray());
        Assert.Equal("added", change.GetProperty("kind").GetString());
        Assert.Equal(18, change.GetProperty("after").GetInt32());
        await ProblemAssert.IsAsync(await _service.Client.GetAsync("/v1/schemas/evolving/diff?from=1&to=9"), 404, "unknown-schema");
        await ProblemAssert.IsAsync(await _service.Client.GetAsync("/v1/schemas/evolving/diff"), 400, "malformed-request");
    }

    [Fact]
    public async Task ARegistrationTellsWhatBecomesOfEveryKeyword()
    {
        var put = await ProblemAssert.OkAsync(await _service.PutAsync("/v1/schemas/told", """{"type": "string", "description": "Said \u0000 too", "pattern": "^(x|y)\\1$"}"""));
        var report = await ProblemAssert.OkAsync(await _service.Client.GetAsync("/v1/schemas/told/report"));
        Assert.Equal(put.GetProperty("report").GetRawText(), report.GetRawText());
        Assert.False(report.GetProperty("complete").GetBoolean());
        var pattern = report.GetProperty("entries").EnumerateArray().Single(entry => entry.GetProperty("keyword").GetString() == "pattern");
        Assert.Equal("checkedAfterwards", pattern.GetProperty("status").GetString());
    }

    [Fact]
    public async Task ASchemaIsWrittenAsAGrammarThatSaysWhatItLeavesOut()
    {
        await ProblemAssert.OkAsync(await _service.PutAsync("/v1/schemas/spelled", """{"type": "array", "items": {"enum": ["red", "blue"]}, "uniqueItems": true}"""));
        var grammar = await ProblemAssert.OkAsync(await _service.Client.GetAsync("/v1/schemas/spelled@1/gbnf"));
        Assert.Contains("root ::=", grammar.GetProperty("grammar").GetString(), StringComparison.Ordinal);
        Assert.Equal("uniqueItems", Assert.Single(grammar.GetProperty("notEnforced").EnumerateArray()).GetProperty("keyword").GetString());
        await ProblemAssert.IsAsync(await _service.Client.GetAsync("/v1/schemas/nowhere/gbnf"), 404, "unknown-schema");
    }

    [Fact]
    public async Task AListIsSearchedInNamesAndDescriptionsWhateverTheCase()
    {
        await ProblemAssert.OkAsync(await _service.PutAsync("/v1/schemas/found-by-NAME", "{}"));
        await ProblemAssert.OkAsync(await _service.PutAsync("/v1/schemas/described", """{"description": "100% Ärger_mit 'allem'"}"""));
        Assert.Equal(["found-by-NAME"], await NamesAsync("BY-name"));
        Assert.Equal(["described"], await NamesAsync("0% ÄRGER_"));
        Assert.Equal(["described"], await NamesAsync("'allem'"));
        Assert.Empty(await NamesAsync("%_%"));
        Assert.Equal(["contact"], await NamesAsync("A person"));

        async Task<IEnumerable<string?>> NamesAsync(string search)
            => (await ItemsAsync($"/v1/schemas?search={Uri.EscapeDataString(search)}")).Select(item => item.GetProperty("name").GetString());
    }

    [Fact]
    public async Task ConcurrentWritesOfOneNameMakeOneVersionEachAndLoseNothing()
    {
        await using var replica = await RegistryFixture.StartAsync(fixture.Connection);
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(async number =>
        {
            var answer = await ProblemAssert.OkAsync(await (number % 2 == 0 ? _service : replica).PutAsync("/v1/schemas/busy", $$"""{"minimum": {{number}}}"""));
            return (Version: answer.GetProperty("version").GetInt32(), Number: number);
        }));
        Assert.Equal(Enumerable.Range(1, 40), answers.Select(answer => answer.Version).Order());
        foreach (var (version, number) in answers)
            Assert.Equal($$"""{"minimum": {{number}}}""", await _service.Client.GetStringAsync($"/v1/schemas/busy@{version}"));
    }

    [Fact]
    public async Task ReplicasThatStartAtOnceOnAnEmptyStoreAllStart()
    {
        var store = await fixture.NewStoreAsync();
        var services = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => RegistryFixture.StartAsync(store))));
        await ProblemAssert.OkAsync(await services[0].PutAsync("/v1/schemas/shared", "{}"));
        foreach (var service in services)
        {
            Assert.Equal("{}", await service.Client.GetStringAsync("/v1/schemas/shared"));
            await service.DisposeAsync();
        }
    }

    [Fact]
    public async Task WhatIsKnownIsNotSentAgain()
    {
        var tag = (await _service.PutAsync("/v1/schemas/cached", "{}")).Headers.ETag!;
        Assert.Equal(HttpStatusCode.NotModified, (await GetIfNoneAsync(tag)).StatusCode);
        Assert.Equal(tag, (await GetIfNoneAsync(tag)).Headers.ETag);
        Assert.Equal(HttpStatusCode.OK, (await GetIfNoneAsync(new("\"other\""))).StatusCode);

        Task<HttpResponseMessage> GetIfNoneAsync(EntityTagHeaderValue known)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, "/v1/schemas/cached");
            request.Headers.IfNoneMatch.Add(known);
            return _service.Client.SendAsync(request);
        }
    }

    [Fact]
    public async Task IfNoneMatchAnyMakesOnlyWhatIsNew()
    {
        Assert.Equal(HttpStatusCode.Created, (await PutNewAsync("fresh")).StatusCode);
        await ProblemAssert.IsAsync(await PutNewAsync("fresh"), 409, "version-conflict");
        await ProblemAssert.IsAsync(await PutNewAsync("recipe"), 409, "version-conflict");

        Task<HttpResponseMessage> PutNewAsync(string name)
        {
            var request = new HttpRequestMessage(HttpMethod.Put, $"/v1/schemas/{name}") { Content = ServiceUnderTest.Json("{}") };
            request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Any);
            return _service.Client.SendAsync(request);
        }
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
        await ProblemAssert.OkAsync(await _service.PutAsync("/v1/schemas/Page-Z", """{"type": "null"}"""));
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

    private async Task<IEnumerable<JsonElement>> ItemsAsync(string path)
        => (await ProblemAssert.OkAsync(await _service.Client.GetAsync(path))).GetProperty("items").EnumerateArray();

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
