namespace StructGen.SemanticKernel;

/// <summary>Where keys come from: the configuration, else the variable that the provider's own tools read.</summary>
internal static class ProviderKeys
{
    public static string? Find(ProviderOptions provider)
    {
        if (!string.IsNullOrWhiteSpace(provider.ApiKey)) return provider.ApiKey.Trim();
        return VariableOf(provider.Kind) is { } variable ? Environment.GetEnvironmentVariable(variable) : null;
    }

    public static string? VariableOf(ProviderKind kind) => kind switch
    {
        ProviderKind.OpenAI => "OPENAI_API_KEY",
        ProviderKind.AzureOpenAI => "AZURE_OPENAI_API_KEY",
        _ => null,
    };
}
