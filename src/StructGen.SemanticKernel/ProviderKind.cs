namespace StructGen.SemanticKernel;

/// <summary>Which protocol a provider speaks.</summary>
public enum ProviderKind
{
    /// <summary>OpenAI itself.</summary>
    OpenAI,

    /// <summary>Azure OpenAI; the model is the deployment's name.</summary>
    AzureOpenAI,

    /// <summary>Ollama, its own protocol.</summary>
    Ollama,

    /// <summary>Anything that speaks OpenAI's protocol: vLLM, llama.cpp, LM Studio, gateways.</summary>
    OpenAICompatible,
}
