using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StructGen.Generation;
using StructGen.Generation.Requests;
using StructGen.TestKit;

namespace StructGen.SemanticKernel.Tests;

/// <summary>The pipeline with one provider on loopback, named <c>lab</c>, model <c>m</c>.</summary>
internal sealed class RemoteSetup : IAsyncDisposable
{
    public const string Key = "sk-very-secret-0123456789";

    private RemoteSetup(LoopbackProvider provider, ServiceProvider services, RecordedLogs logs)
    {
        Provider = provider;
        Services = services;
        Logs = logs;
    }

    public LoopbackProvider Provider { get; }

    public ServiceProvider Services { get; }

    public RecordedLogs Logs { get; }

    public StructuredGenerator Generator => Services.GetRequiredService<StructuredGenerator>();

    public static GenerationRequest Ask(GenerationMode mode = GenerationMode.Native) => new()
    {
        Schema = JsonDocument.Parse("""{"title":"A person","type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer"}},"required":["name","age"],"additionalProperties":false}""").RootElement,
        Text = "Ann is 41.",
        Mode = mode,
        Model = "lab/m",
        Timeout = TimeSpan.FromSeconds(60),
    };

    public static async Task<RemoteSetup> StartAsync(ProviderKind kind = ProviderKind.OpenAICompatible, Action<StructGenOptions>? configure = null, Action<StructGenBuilder>? build = null)
    {
        var provider = await LoopbackProvider.StartAsync();
        var logs = new RecordedLogs();
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs));
        var builder = services.AddStructGen(options =>
        {
            options.Transport.Delay = TimeSpan.FromMilliseconds(5);
            options.Transport.MaxDelay = TimeSpan.FromSeconds(3);
            configure?.Invoke(options);
        }).AddSemanticKernel(options => options.Providers["lab"] = new ProviderOptions
        {
            Kind = kind,
            Endpoint = kind is ProviderKind.OpenAI or ProviderKind.OpenAICompatible ? new Uri(provider.Address, "/v1") : provider.Address,
            ApiKey = Key,
            Model = "m",
        });
        build?.Invoke(builder);
        return new RemoteSetup(provider, services.BuildServiceProvider(), logs);
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        await Provider.DisposeAsync();
    }
}
