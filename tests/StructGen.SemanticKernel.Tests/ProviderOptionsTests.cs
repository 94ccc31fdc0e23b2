using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StructGen.Generation;
using StructGen.Generation.Models;
using StructGen.Generation.Requests;

namespace StructGen.SemanticKernel.Tests;

public class ProviderOptionsTests
{
    [Theory]
    [InlineData("a/b", ProviderKind.OpenAI, null, "k", "m", "Providers:a/b: a provider's name")]
    [InlineData("a", ProviderKind.OpenAICompatible, null, "k", "m", "Providers:a:Endpoint: the kind OpenAICompatible needs an address")]
    [InlineData("a", ProviderKind.AzureOpenAI, null, "k", "m", "Providers:a:Endpoint")]
    [InlineData("a", ProviderKind.AzureOpenAI, "https://x.test", null, "m", "AZURE_OPENAI_API_KEY")]
    [InlineData("a", ProviderKind.Ollama, "ftp://x.test", null, "m", "absolute http or https")]
    [InlineData("a", ProviderKind.Ollama, "http://me:hunter2@x.test", null, "m", "leave user and password out")]
    [InlineData("a", ProviderKind.Ollama, null, null, "", "Providers:a: The Model field is required.")]
    public void Validate_FaultyProvider_NamesSettingAndRemedy(string name, ProviderKind kind, string? endpoint, string? key, string model, string expected)
    {
        var options = new SemanticKernelOptions();
        options.Providers[name] = new ProviderOptions { Kind = kind, Endpoint = endpoint is null ? null : new Uri(endpoint), ApiKey = key, Model = model };
        var result = new SemanticKernelOptionsValidator().Validate(null, options);
        Assert.Contains(expected, result.FailureMessage, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", result.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Bind_ConfigurationRoot_FillsProvidersAndLimits()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Providers:lab:Kind"] = "Ollama",
            ["Providers:lab:Endpoint"] = "http://ollama.test:11434",
            ["Providers:lab:Model"] = "llama3.2",
            ["Providers:lab:NativeSchema"] = "false",
            ["Limits:Timeout"] = "00:00:07",
            ["Models:Default"] = "lab/llama3.2",
        }).Build();
        var services = new ServiceCollection();
        services.AddStructGen(options => configuration.Bind(options)).AddSemanticKernel(options => configuration.Bind(options));
        using var provider = services.BuildServiceProvider();

        var catalog = provider.GetRequiredService<ModelCatalog>();
        var model = Assert.Single(catalog.List());
        Assert.Equal(("lab/llama3.2", "lab", "lab/llama3.2"), (model.Name, model.Provider, catalog.DefaultName));
        Assert.Equal([GenerationMode.Prompt], model.Modes);
        Assert.Equal(TimeSpan.FromSeconds(7), provider.GetRequiredService<IOptions<StructGenOptions>>().Value.Limits.Timeout);
    }

    [Fact]
    public void AddStructGen_OptionsOutOfRange_AreRefused()
    {
        var services = new ServiceCollection();
        services.AddStructGen(options => options.Limits.TextBytes = 0);
        using var provider = services.BuildServiceProvider();
        var fault = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<StructGenOptions>>().Value);
        Assert.Contains("TextBytes", fault.Message, StringComparison.Ordinal);
    }
}
