using StructGen.Api.Tests.Hosting;

namespace StructGen.Api.Tests.ToolRuns;

/// <summary>What tools may reach, by configuration: nothing unless it is allowed, and inside addresses only if that is allowed too.</summary>
public sealed class ToolSafetyTests
{
    [Theory]
    [InlineData("is not allowed here (Tools:Http:AllowedHosts)", "http://127.0.0.1:PORT", "Tools:Http:AllowHttp=true", "Tools:Http:AllowPrivateNetworks=true")]
    [InlineData("(Tools:Http:AllowHttp)", "http://127.0.0.1:PORT", "Tools:Http:AllowedHosts:0=127.0.0.1:PORT", "Tools:Http:AllowPrivateNetworks=true")]
    public async Task AHostOrSchemeThatIsNotAllowedIsRefusedBeforeTheModelIsAsked(string told, string url, params string[] settings)
    {
        await using var api = await LocalApi.StartAsync();
        var port = api.Host.Split(':')[1];
        await using var service = await ServiceUnderTest.StartAsync(null, [.. settings.Select(setting => setting.Replace("PORT", port, StringComparison.Ordinal))]);
        await ProblemAssert.OkAsync(await service.PutAsync("/v1/tools/inside", $$"""{"http": {"url": "{{url.Replace("PORT", port, StringComparison.Ordinal)}}/x"} }"""));
        service.Model.Says("""{"name": "inside", "arguments": {}}""", "No.");
        var problem = await ProblemAssert.IsAsync(await service.PostAsync("/v1/tool-runs", """{"input": "Look inside.", "tools": ["inside"], "model": "fake/model"}"""), 400, "malformed-request");
        Assert.Contains(told, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(api.Requests);
        Assert.Equal(0, service.Model.Calls);
    }

    [Theory]
    [InlineData("has no public address", "http://127.0.0.1:PORT", "Tools:Http:AllowedHosts:0=127.0.0.1:PORT", "Tools:Http:AllowHttp=true")]
    [InlineData("has no public address", "http://localhost:PORT", "Tools:Http:AllowedHosts:0=localhost:PORT", "Tools:Http:AllowHttp=true")]
    [InlineData("has no public address", "http://[::ffff:127.0.0.1]:PORT", "Tools:Http:AllowedHosts:0=[::ffff:127.0.0.1]:PORT", "Tools:Http:AllowHttp=true")]
    [InlineData("has no public address", "http://2130706433:PORT", "Tools:Http:AllowedHosts:0=127.0.0.1:PORT", "Tools:Http:AllowHttp=true")]
    [InlineData("has no public address", "http://169.254.169.254", "Tools:Http:AllowedHosts:0=169.254.169.254", "Tools:Http:AllowHttp=true")]
    public async Task AnAddressThatIsNotAllowedIsNeverReached(string told, string url, params string[] settings)
    {
        await using var api = await LocalApi.StartAsync();
        var port = api.Host.Split(':')[1];
        await using var service = await ServiceUnderTest.StartAsync(null, [.. settings.Select(setting => setting.Replace("PORT", port, StringComparison.Ordinal))]);
        await ProblemAssert.OkAsync(await service.PutAsync("/v1/tools/inside", $$"""{"http": {"url": "{{url.Replace("PORT", port, StringComparison.Ordinal)}}/x"} }"""));
        service.Model.Says("""{"name": "inside", "arguments": {}}""", "No.");
        var run = await ProblemAssert.OkAsync(await service.PostAsync("/v1/tool-runs", """{"input": "Look inside.", "tools": ["inside"], "model": "fake/model"}"""));
        var result = run.GetProperty("steps")[0].GetProperty("results")[0];
        Assert.Equal("error", result.GetProperty("status").GetString());
        Assert.Contains(told, result.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Empty(api.Requests);
    }
}
