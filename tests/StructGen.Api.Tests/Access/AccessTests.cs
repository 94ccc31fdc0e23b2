using System.Net;
using Microsoft.Data.Sqlite;
using StructGen.Api.Tests.Chat;
using StructGen.Api.Tests.Hosting;

namespace StructGen.Api.Tests.Access;

/// <summary>Who is let in, over HTTP, and that no key, token or secret is ever in the log.</summary>
public sealed class AccessTests(AccessService access) : IClassFixture<AccessService>
{
    [Theory]
    [InlineData("POST", "/v1/extract")]
    [InlineData("POST", "/v1/tool-calls")]
    [InlineData("POST", "/v1/prompt")]
    [InlineData("POST", "/v1/parse")]
    [InlineData("GET", "/v1/schemas")]
    [InlineData("PUT", "/v1/schemas/a")]
    [InlineData("GET", "/v1/tools")]
    [InlineData("DELETE", "/v1/tools/a")]
    [InlineData("GET", "/v1/models")]
    [InlineData("GET", "/v1/keys")]
    [InlineData("POST", "/v1/keys")]
    [InlineData("GET", "/no/such/address")]
    public async Task NobodyGetsInWithoutAKey(string method, string path)
    {
        var response = await access.SendAsync(new HttpMethod(method), path, key: null, method == "GET" || method == "DELETE" ? null : "{}");
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer", Assert.Single(response.Headers.WwwAuthenticate).ToString());
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/scalar")]
    public async Task ProbesAndTheDescriptionAreOpen(string path)
        => Assert.NotEqual(HttpStatusCode.Unauthorized, (await access.Service.Client.GetAsync(path)).StatusCode);

    [Fact]
    public async Task EveryWrongKeyAndTokenIsRefusedAndNoneIsInTheLog()
    {
        var (deleted, id) = await access.CreateKeyAsync("extract");
        Assert.Equal(HttpStatusCode.NoContent, (await access.SendAsync(HttpMethod.Delete, $"/v1/keys/{id}", AccessService.AdminKey)).StatusCode);
        var other = deleted[..^1] + (deleted[^1] == 'A' ? 'B' : 'A');
        Dictionary<string, string> wrong = new()
        {
            ["unknown"] = "sg_" + new string('x', 43),
            ["deleted"] = deleted,
            ["nearly right"] = other,
            ["expired key"] = AccessService.OldKey,
            ["long"] = "sg_" + new string('y', 20_000),
            ["expired token"] = AccessService.Token(minutes: -5),
            ["foreign signature"] = AccessService.Token(signingKey: new string('k', 40)),
            ["foreign issuer"] = AccessService.Token(issuer: "https://elsewhere.example"),
            ["unknown extension"] = AccessService.Token(critical: "https://extension.example/must"),
            ["unencoded payload"] = AccessService.Token(critical: "b64"),
            ["empty subject"] = AccessService.Token(subject: ""),
            ["blank subject"] = AccessService.Token(subject: "  "),
            ["foreign audience"] = AccessService.Token(audience: "another"),
            ["unsigned"] = "eyJhbGciOiJub25lIn0." + AccessService.Token().Split('.')[1] + ".",
            ["no token"] = "not.a.token",
        };
        foreach (var (name, key) in wrong)
        {
            foreach (var header in new[] { null, "X-Api-Key" })
            {
                var response = await access.SendAsync(HttpMethod.Post, "/v1/extract", key, AccessService.Ask, header);
                if (name == "long") Assert.Contains(response.StatusCode, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.RequestHeaderFieldsTooLarge });
                else await ProblemAssert.IsAsync(response, 401, "unauthenticated");
                Assert.Contains("invalid_token", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
            }
        }

        string[] right = [AccessService.AdminKey, AccessService.SigningKey, (await access.CreateKeyAsync("extract")).Key, AccessService.Token()];
        foreach (var key in right.Where(key => key != AccessService.SigningKey))
            await access.SendAsync(HttpMethod.Post, "/v1/extract", key, AccessService.Ask);
        var log = string.Join('\n', access.Service.Logs.Lines);
        Assert.Contains("Executing endpoint", log, StringComparison.Ordinal); // The log is on, to the last detail.
        foreach (var secret in wrong.Values.Concat(right))
        {
            Assert.DoesNotContain(secret, log, StringComparison.Ordinal);
            if (secret.Split('.') is [_, { Length: > 20 } claims, _]) Assert.DoesNotContain(claims, log, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("extract", "POST", "/v1/extract", AccessService.Ask, "tools")]
    [InlineData("tools", "POST", "/v1/tool-calls", """{"input": "x", "tools": []}""", "extract")]
    [InlineData("registry:read", "GET", "/v1/schemas", null, "registry:write")]
    [InlineData("registry:read", "POST", "/v1/schemas/check", "{}", "registry:write")]
    [InlineData("registry:write", "PUT", "/v1/schemas/scoped", "{}", "registry:read")]
    [InlineData("registry:write", "DELETE", "/v1/tools/scoped", null, "registry:read")]
    [InlineData("admin", "GET", "/v1/keys", null, "extract tools chat registry:read registry:write")]
    public async Task AScopeOpensItsAddressAndNoOther(string scope, string method, string path, string? body, string others)
    {
        var (right, _) = await access.CreateKeyAsync(scope);
        var (wrong, _) = await access.CreateKeyAsync(others);
        var refused = await access.SendAsync(new HttpMethod(method), path, wrong, body);
        var problem = await ProblemAssert.IsAsync(refused, 403, "forbidden");
        Assert.Contains($"'{scope}'", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains($"scope=\"{scope}\"", refused.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        var allowed = await access.SendAsync(new HttpMethod(method), path, right, body);
        Assert.NotEqual(HttpStatusCode.Forbidden, allowed.StatusCode);
        Assert.NotEqual(HttpStatusCode.Unauthorized, allowed.StatusCode);
        Assert.NotEqual(HttpStatusCode.Unauthorized, (await access.SendAsync(new HttpMethod(method), path, right, body, "X-Api-Key")).StatusCode);
    }

    [Fact]
    public async Task OnTheAddressesOfOpenAIsClientsARefusalIsInTheirForm()
    {
        const string ask = """{"model": "fake/model", "messages": [{"role": "user", "content": "Hello"}]}""";
        var (chat, _) = await access.CreateKeyAsync("chat");
        var (extract, _) = await access.CreateKeyAsync("extract", """, "requestsPerMinute": 1""");
        await ChatAssert.ErrorAsync(await access.SendAsync(HttpMethod.Post, "/v1/chat/completions", null, ask), 401, null, "invalid_api_key");
        await ChatAssert.ErrorAsync(await access.SendAsync(HttpMethod.Get, "/v1/models", "sg_wrong"), 401, null, "invalid_api_key");
        var message = await ChatAssert.ErrorAsync(await access.SendAsync(HttpMethod.Post, "/v1/chat/completions", extract, ask), 403, null, "insufficient_permissions");
        Assert.Contains("'chat'", message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await access.SendAsync(HttpMethod.Get, "/v1/models", extract)).StatusCode);
        await ChatAssert.ErrorAsync(await access.SendAsync(HttpMethod.Get, "/v1/models", extract), 429, null, "rate_limit_exceeded", "rate_limit_error", retry: true);
        Assert.Equal(HttpStatusCode.OK, (await access.SendAsync(HttpMethod.Post, "/v1/chat/completions", chat, ask)).StatusCode);
    }

    [Theory]
    [InlineData("scope", "chat extract", 200)]
    [InlineData("scp", "extract", 200)]
    [InlineData("scope", "chat", 403)]
    [InlineData("role", "extract", 403)]
    public async Task ATokensScopesCount(string claim, string scopes, int status)
        => Assert.Equal(status, (int)(await access.SendAsync(HttpMethod.Post, "/v1/extract", AccessService.Token(scopes, claim: claim), AccessService.Ask)).StatusCode);

    [Fact]
    public async Task AKeyIsShownOnceKeptAsAHashAndEndsWithItsTime()
    {
        var (key, id) = await access.CreateKeyAsync("extract registry:read", """, "requestsPerMinute": 1000, "tokensPerDay": 5, "expiresAt": "2999-01-01T00:00:00Z" """);
        Assert.Equal(46, key.Length);
        var list = await ProblemAssert.OkAsync(await access.SendAsync(HttpMethod.Get, "/v1/keys", AccessService.AdminKey));
        Assert.DoesNotContain(key, list.GetRawText(), StringComparison.Ordinal);
        var item = list.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("id").GetString() == id);
        Assert.Equal(key[..11], item.GetProperty("prefix").GetString());
        Assert.Equal("2999-01-01T00:00:00+00:00", item.GetProperty("expiresAt").GetString());
        Assert.False(item.TryGetProperty("hash", out _));

        await using var connection = new SqliteConnection($"Data Source={access.Store}");
        await connection.OpenAsync();
        Assert.Equal(0L, await RunAsync(connection, $"SELECT count(*) FROM api_keys WHERE hash || name || prefix LIKE '%{key}%'"));
        Assert.Equal(HttpStatusCode.OK, (await access.SendAsync(HttpMethod.Get, "/v1/schemas", key)).StatusCode);
        await RunAsync(connection, $"UPDATE api_keys SET expires_at = 1000 WHERE id = '{id}'");
        await ProblemAssert.IsAsync(await access.SendAsync(HttpMethod.Get, "/v1/schemas", key), 401, "unauthenticated");
    }

    [Theory]
    [InlineData("""{"name": "", "scopes": ["extract"]}""", "/name")]
    [InlineData("""{"name": "a", "scopes": []}""", "/scopes")]
    [InlineData("""{"name": "a", "scopes": ["extract", "all"]}""", "/scopes/1")]
    [InlineData("""{"name": "a", "scopes": ["extract"], "requestsPerMinute": 0}""", "/requestsPerMinute")]
    [InlineData("""{"name": "a", "scopes": ["extract"], "tokensPerDay": 0}""", "/tokensPerDay")]
    [InlineData("""{"name": "a", "scopes": ["extract"], "expiresAt": "2001-01-01T00:00:00Z"}""", "/expiresAt")]
    public async Task AKeyThatCouldNotWorkIsNotMade(string body, string pointer)
    {
        var problem = await ProblemAssert.IsAsync(await access.SendAsync(HttpMethod.Post, "/v1/keys", AccessService.AdminKey, body), 400, "malformed-request");
        Assert.Equal(pointer, problem.GetProperty("errors")[0].GetProperty("pointer").GetString());
    }

    [Fact]
    public async Task AnUnknownKeyCannotBeDeleted()
        => await ProblemAssert.IsAsync(await access.SendAsync(HttpMethod.Delete, "/v1/keys/nobody", AccessService.AdminKey), 404, "unknown-key");

    private static async Task<object?> RunAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}
