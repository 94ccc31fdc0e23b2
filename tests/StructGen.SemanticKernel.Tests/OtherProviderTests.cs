using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using StructGen.Generation.Models;
using StructGen.Generation.Requests;

namespace StructGen.SemanticKernel.Tests;

public class OtherProviderTests
{
    private const string Good = """{"name": "Ann", "age": 41}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Extract_OpenAI_SpeaksToItsEndpoint()
    {
        await using var setup = await RemoteSetup.StartAsync(ProviderKind.OpenAI);
        setup.Provider.Turn(OpenAITurns.Answer(Good));
        Assert.Equal(GenerationOutcome.Answered, (await setup.Generator.ExtractAsync(RemoteSetup.Ask(), Token)).Outcome);
    }

    [Fact]
    public async Task Extract_AzureOpenAI_NamesTheDeploymentAndSendsTheKeyInItsHeader()
    {
        await using var setup = await RemoteSetup.StartAsync(ProviderKind.AzureOpenAI);
        setup.Provider.Turn(OpenAITurns.Answer(Good));
        Assert.Equal(GenerationOutcome.Answered, (await setup.Generator.ExtractAsync(RemoteSetup.Ask(), Token)).Outcome);
        Assert.Equal("/openai/deployments/m/chat/completions", setup.Provider.Last.Path);
        Assert.Equal(RemoteSetup.Key, setup.Provider.Last.Headers["api-key"]);
    }

    [Fact]
    public async Task Extract_AzureOpenAIFails_IsTriedAsOftenAsConfigured()
    {
        await using var setup = await RemoteSetup.StartAsync(ProviderKind.AzureOpenAI);
        for (var turn = 0; turn < 20; turn++) setup.Provider.Turn(OpenAITurns.Status(500, "server_error"));
        await Assert.ThrowsAsync<ModelUnavailableException>(() => setup.Generator.ExtractAsync(RemoteSetup.Ask(), Token));
        Assert.Equal(4, setup.Provider.Sent.Count);
    }

    [Fact]
    public async Task Extract_Ollama_SendsTheSchemaAsFormat()
    {
        await using var setup = await RemoteSetup.StartAsync(ProviderKind.Ollama);
        setup.Provider.Turn(Ollama(Good, "stop"));
        var result = await setup.Generator.ExtractAsync(RemoteSetup.Ask(), Token);
        Assert.Equal((GenerationOutcome.Answered, new TokenUsage(11, 6)), (result.Outcome, result.Usage));
        Assert.Equal("/api/chat", setup.Provider.Last.Path);
        Assert.Equal("integer", setup.Provider.Last.Body.GetProperty("format").GetProperty("properties").GetProperty("age").GetProperty("type").GetString());
    }

    [Fact]
    public async Task Extract_OllamaCutOff_IsTruncated()
    {
        await using var setup = await RemoteSetup.StartAsync(ProviderKind.Ollama);
        setup.Provider.Turn(Ollama("""{"name": "An""", "length"));
        Assert.Equal(GenerationOutcome.Truncated, (await setup.Generator.ExtractAsync(RemoteSetup.Ask(), Token)).Outcome);
    }

    [Fact]
    public async Task Extract_OllamaWithoutTheModel_IsUnavailable()
    {
        await using var setup = await RemoteSetup.StartAsync(ProviderKind.Ollama);
        setup.Provider.Turn(async context =>
        {
            context.Response.StatusCode = 404;
            await context.Response.WriteAsync("""{"error":"model 'm' not found"}""");
        });
        var fault = await Assert.ThrowsAsync<ModelUnavailableException>(() => setup.Generator.ExtractAsync(RemoteSetup.Ask(), Token));
        Assert.Contains("no such model", fault.Message, StringComparison.Ordinal);
        Assert.Single(setup.Provider.Sent);
    }

    [Fact]
    public async Task Extract_NobodyListens_IsUnavailable()
    {
        await using var setup = await RemoteSetup.StartAsync();
        await setup.Provider.DisposeAsync();
        var fault = await Assert.ThrowsAsync<ModelUnavailableException>(() => setup.Generator.ExtractAsync(RemoteSetup.Ask(), Token));
        Assert.Contains("the connection to its provider failed", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", fault.ToString(), StringComparison.Ordinal);
    }

    private static RequestDelegate Ollama(string text, string done) => async context =>
    {
        context.Response.ContentType = "application/x-ndjson";
        await context.Response.WriteAsync(new JsonObject
        {
            ["model"] = "m",
            ["created_at"] = "2026-01-01T00:00:00Z",
            ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = text },
            ["done"] = true,
            ["done_reason"] = done,
            ["prompt_eval_count"] = 11,
            ["eval_count"] = 6,
        }.ToJsonString() + "\n");
    };
}
