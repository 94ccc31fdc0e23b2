using System.Net;
using Microsoft.Extensions.Options;
using StructGen.Api.Tests.Access;

namespace StructGen.Api.Tests.Hosting;

/// <summary>Pages of other origins.</summary>
public sealed class CrossOriginTests
{
    [Theory]
    [InlineData("https://app.example.org", "https://app.example.org")]
    [InlineData("https://evil.example.org", null)]
    public async Task APageOfANamedOriginMayAskAlsoWithAKey(string origin, string? allowed)
    {
        await using var service = await ServiceUnderTest.StartAsync(null, [.. AccessService.Settings, "Cors:Origins:0=https://app.example.org"]);
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/v1/extract");
        preflight.Headers.Add("Origin", origin);
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers", "authorization,content-type,idempotency-key");
        var answer = await service.Client.SendAsync(preflight);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(allowed, answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var origins) ? origins.Single() : null);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/schemas");
        request.Headers.Add("Origin", origin);
        var refused = await service.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(allowed is not null, refused.Headers.Contains("Access-Control-Allow-Origin")); // So that the page can read why.
    }

    [Fact]
    public async Task NoOriginIsNamedByDefault()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/schemas");
        request.Headers.Add("Origin", "https://app.example.org");
        Assert.False((await service.Client.SendAsync(request)).Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task WhatIsNoOriginIsRefusedAtStart()
        => await Assert.ThrowsAsync<OptionsValidationException>(() => ServiceUnderTest.StartAsync(null, "Cors:Origins:0=https://app.example.org/page"));
}
