using Microsoft.Extensions.Options;
using StructGen.Api.Access;
using StructGen.Api.Tests.Hosting;

namespace StructGen.Api.Tests.Access;

/// <summary>What is said and refused when the service starts.</summary>
public sealed class DoorTests
{
    [Theory]
    [InlineData("http://0.0.0.0:0", true)]
    [InlineData("http://127.0.0.1:0", false)]
    public async Task AServiceThatIsOpenToOthersAndAsksNobodySaysSo(string urls, bool warns)
    {
        await using var service = await ServiceUnderTest.StartAsync(null, $"urls={urls}");
        Assert.Equal(warns, service.Logs.Lines.Any(line => line.StartsWith("Warning ANYBODY", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task AServiceThatAsksDoesNotWarn()
    {
        await using var service = await ServiceUnderTest.StartAsync(null, [.. AccessService.Settings, "urls=http://0.0.0.0:0"]);
        Assert.DoesNotContain(service.Logs.Lines, line => line.Contains("ANYBODY", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://[::1]:80", true)]
    [InlineData("http://localhost:80", true)]
    [InlineData("http://127.0.0.2:80", true)]
    [InlineData("http://[::]:80", false)]
    [InlineData("http://*:80", false)]
    [InlineData("http://+:80", false)]
    [InlineData("http://192.0.2.1:80", false)]
    public void IsLoopback_Address_IsToldApart(string address, bool loopback) => Assert.Equal(loopback, OpenDoor.IsLoopback(address));

    [Fact]
    public async Task WithoutAuthenticationNobodyMakesKeys()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await ProblemAssert.IsAsync(await service.PostAsync("/v1/keys", """{"name": "a", "scopes": ["admin"]}"""), 403, "forbidden");
        await ProblemAssert.OkAsync(await service.Client.GetAsync("/v1/schemas"));
    }

    [Theory]
    [InlineData("Auth:Keys:a:Key=short", "at least 32")]
    [InlineData("Auth:Keys:a:Hash=abc", "64 hexadecimal")]
    [InlineData("Auth:Keys:a:Scopes=everything", "Scopes")]
    [InlineData("Auth:Jwt:SigningKey=short", "at least 32 bytes")]
    [InlineData("Auth:Jwt:Authority=http://issuer.example", "https")]
    [InlineData("Auth:Jwt:Issuer=https://issuer.example", "Authority or SigningKey")]
    public async Task ASettingThatCouldNotProtectIsRefusedAtStartWithoutItsValue(string setting, string remedy)
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => ServiceUnderTest.StartAsync(null, setting));
        Assert.Contains(remedy, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("short", failure.Message, StringComparison.Ordinal);
    }
}
