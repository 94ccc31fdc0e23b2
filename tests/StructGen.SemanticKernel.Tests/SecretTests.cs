using StructGen.Generation.Models;
using StructGen.Generation.Requests;

namespace StructGen.SemanticKernel.Tests;

/// <summary>No key, no prompt and no answer in any message or log line, whatever a provider echoes.</summary>
public class SecretTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(401, "invalid_api_key", "refused the key (401 invalid_api_key): check Providers:lab:ApiKey")]
    [InlineData(403, "forbidden", "refused the key (403 forbidden)")]
    [InlineData(404, "model_not_found", "knows no such model or address (404 model_not_found)")]
    [InlineData(429, "insufficient_quota", "quota is used up")]
    public async Task Extract_LastingFailure_SaysWhyWithoutTheKeyAndOnce(int status, string code, string expected)
    {
        await using var setup = await RemoteSetup.StartAsync();
        setup.Provider.Turn(OpenAITurns.Status(status, code, $"Incorrect API key provided: {RemoteSetup.Key}. Ann is 41."));
        var fault = await Assert.ThrowsAsync<ModelUnavailableException>(() => setup.Generator.ExtractAsync(RemoteSetup.Ask(), Token));

        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(RemoteSetup.Key, fault.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Ann", fault.ToString(), StringComparison.Ordinal);
        Assert.Single(setup.Provider.Sent);
        AssertSilent(setup);
    }

    [Fact]
    public async Task Extract_RejectedRequest_SaysTheReasonWithoutTheKeyAndIsNotLogged()
    {
        await using var setup = await RemoteSetup.StartAsync();
        setup.Provider.Turn(OpenAITurns.Status(400, "context_length_exceeded", $"Too long for the key {RemoteSetup.Key}."));
        var fault = await Assert.ThrowsAsync<RequestRejectedException>(() => setup.Generator.ExtractAsync(RemoteSetup.Ask(), Token));
        Assert.Contains("refused the request: Too long for the key [secret].", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(RemoteSetup.Key, fault.ToString(), StringComparison.Ordinal);
        Assert.Single(setup.Provider.Sent);
        AssertSilent(setup);
    }

    [Fact]
    public async Task Extract_CodeThatIsAKey_IsNotRepeated()
    {
        await using var setup = await RemoteSetup.StartAsync();
        setup.Provider.Turn(OpenAITurns.Status(401, RemoteSetup.Key));
        var fault = await Assert.ThrowsAsync<ModelUnavailableException>(() => setup.Generator.ExtractAsync(RemoteSetup.Ask(), Token));
        Assert.DoesNotContain(RemoteSetup.Key, fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Extract_RepairsAndRetries_LogNoDocument()
    {
        await using var setup = await RemoteSetup.StartAsync();
        setup.Provider.Turn(OpenAITurns.Status(503, "overloaded", $"{RemoteSetup.Key} Ann")).Turn(OpenAITurns.Answer("""{"name": "Ann"}""")).Turn(OpenAITurns.Answer("""{"name": "Ann", "age": 41}"""));
        Assert.Equal(GenerationOutcome.Answered, (await setup.Generator.ExtractAsync(RemoteSetup.Ask(), Token)).Outcome);
        Assert.Contains(setup.Logs.Lines, line => line.Contains("is repeated in", StringComparison.Ordinal));
        Assert.Contains(setup.Logs.Lines, line => line.Contains("Answered after 2 attempts", StringComparison.Ordinal));
        AssertSilent(setup);
    }

    private static void AssertSilent(RemoteSetup setup)
    {
        Assert.DoesNotContain(setup.Logs.Lines, line => line.Contains(RemoteSetup.Key, StringComparison.Ordinal));
        Assert.DoesNotContain(setup.Logs.Lines, line => line.Contains("Ann", StringComparison.Ordinal));
    }
}
