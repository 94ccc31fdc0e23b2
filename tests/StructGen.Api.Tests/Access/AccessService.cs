using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using StructGen.Api.Tests.Hosting;

namespace StructGen.Api.Tests.Access;

/// <summary>A service with keys and tokens, whose log is recorded to the last detail.</summary>
public sealed class AccessService : IAsyncLifetime
{
    public const string Ask = """{"schema": {"type": "object", "properties": {"name": {"type": "string"}}}, "text": "Call Jane Roe.", "mode": "prompt", "model": "fake/model"}""";
    public const string Issuer = "https://issuer.example";
    public const string Audience = "structgen";

    public static string AdminKey { get; } = "sg_" + Convert.ToHexString(RandomNumberGenerator.GetBytes(32));

    public static string OldKey { get; } = "sg_" + Convert.ToHexString(RandomNumberGenerator.GetBytes(32));

    public static string SigningKey { get; } = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));

    public ServiceUnderTest Service { get; private set; } = null!;

    public string Store { get; private set; } = "";

    public static string[] Settings { get; } =
    [
        $"Auth:Keys:root:Hash={Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(AdminKey)))}", "Auth:Keys:root:Scopes=admin",
        $"Auth:Keys:old:Key={OldKey}", "Auth:Keys:old:Scopes=admin extract", "Auth:Keys:old:ExpiresAt=2020-01-01T00:00:00Z",
        $"Auth:Jwt:SigningKey={SigningKey}", $"Auth:Jwt:Issuer={Issuer}", $"Auth:Jwt:Audience={Audience}",
    ];

    public async ValueTask InitializeAsync()
    {
        Store = Path.Combine(Directory.CreateTempSubdirectory("structgen-access").FullName, "s.db");
        Service = await ServiceUnderTest.StartAsync(
            Store, [.. Settings, "Logging:LogLevel:Default=Trace", "Logging:Console:LogLevel:Default=None", "Logging:Console:LogLevel:Microsoft.AspNetCore=None", "Logging:Console:LogLevel:Microsoft.EntityFrameworkCore=None", "Logging:LogLevel:Microsoft.AspNetCore=Trace", "Logging:LogLevel:Microsoft.EntityFrameworkCore=Trace"]);
    }

    public ValueTask DisposeAsync() => Service.DisposeAsync();

    /// <summary>Sends a request with a key or token.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? key, string? json = null, string? keyHeader = null)
        => SendAsync(Service, method, path, key, json, keyHeader);

    public static async Task<HttpResponseMessage> SendAsync(ServiceUnderTest service, HttpMethod method, string path, string? key, string? json = null, string? keyHeader = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = json is null ? null : ServiceUnderTest.Json(json) };
        if (keyHeader is not null) request.Headers.Add(keyHeader, key);
        else if (key is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await service.Client.SendAsync(request);
    }

    /// <summary>Makes a key over HTTP.</summary>
    public Task<(string Key, string Id)> CreateKeyAsync(string scopes, string more = "") => CreateKeyAsync(Service, scopes, more);

    public static async Task<(string Key, string Id)> CreateKeyAsync(ServiceUnderTest service, string scopes, string more = "")
    {
        var names = JsonSerializer.Serialize(scopes.Split(' '));
        var made = await ProblemAssert.OkAsync(await SendAsync(service, HttpMethod.Post, "/v1/keys", AdminKey, $$"""{"name": "test", "scopes": {{names}}{{more}}}"""));
        return (made.GetProperty("key").GetString()!, made.GetProperty("item").GetProperty("id").GetString()!);
    }

    /// <summary>A token as an issuer would make it.</summary>
    public static string Token(string? scope = "extract", string? signingKey = null, string issuer = Issuer, string audience = Audience, int minutes = 5, string claim = "scope", string subject = "jane", string? critical = null) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = issuer,
        Audience = audience,
        NotBefore = DateTime.UtcNow.AddHours(-1),
        IssuedAt = DateTime.UtcNow.AddHours(-1),
        Expires = DateTime.UtcNow.AddMinutes(minutes),
        Claims = new Dictionary<string, object> { ["sub"] = subject, [claim] = scope ?? "" },
        AdditionalHeaderClaims = critical is null ? null : new Dictionary<string, object> { ["crit"] = new[] { critical }, [critical] = true },
        SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(signingKey ?? SigningKey)), SecurityAlgorithms.HmacSha256),
    });

    /// <summary>An answer that tells what it used.</summary>
    public static Task<ChatResponse> Used(int tokens)
    {
        var answer = ScriptedModel.Say("<json>{\"name\": \"Jane Roe\"}</json>");
        answer.Usage = new UsageDetails { InputTokenCount = tokens - 1, OutputTokenCount = 1 };
        return Task.FromResult(answer);
    }
}
