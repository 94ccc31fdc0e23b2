using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using OllamaSharp;

namespace StructGen.SemanticKernel;

/// <summary>Makes the chat client of a provider, by Semantic Kernel's connectors where there is one.</summary>
/// <remarks>
/// The HTTP client is ours, which turns the connectors' own retries off: retries, time limits and circuits are the pipeline's, once, not twice.
/// No logger is given to a kernel, because connectors log prompts at trace level.
/// </remarks>
internal static class KernelModels
{
    private const string NoKey = "none";
    private static readonly Uri OllamaAddress = new("http://localhost:11434");

    public static IChatClient Create(ProviderOptions provider, HttpClient http)
    {
        var key = ProviderKeys.Find(provider);
        var builder = Kernel.CreateBuilder();
        switch (provider.Kind)
        {
            case ProviderKind.OpenAI when provider.Endpoint is null:
                builder.AddOpenAIChatClient(provider.Model, key!, httpClient: http);
                break;
            case ProviderKind.OpenAI or ProviderKind.OpenAICompatible:
                builder.AddOpenAIChatClient(provider.Model, provider.Endpoint!, key ?? NoKey, httpClient: http);
                break;
            case ProviderKind.AzureOpenAI:
                builder.AddAzureOpenAIChatClient(provider.Model, provider.Endpoint!.AbsoluteUri, key!, httpClient: http);
                break;
            case ProviderKind.Ollama:
                http.BaseAddress = provider.Endpoint ?? OllamaAddress;
                builder.Services.AddSingleton<IChatClient>(_ => new OllamaApiClient(http, provider.Model));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(provider), provider.Kind, "Unknown kind of provider.");
        }

        return builder.Build().GetRequiredService<IChatClient>();
    }
}
