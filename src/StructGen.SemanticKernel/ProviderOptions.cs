using System.ComponentModel.DataAnnotations;

namespace StructGen.SemanticKernel;

/// <summary>One remote model. Bound to <c>Providers:NAME</c>; requests name it <c>NAME/Model</c>.</summary>
public sealed class ProviderOptions
{
    /// <summary>Which protocol it speaks. Default: <see cref="ProviderKind.OpenAI"/>.</summary>
    public ProviderKind Kind { get; set; }

    /// <summary>Where it is. Needed for all kinds but OpenAI (its own) and Ollama (<c>http://localhost:11434</c>). Must hold no user or password.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>The key. Default: the environment's <c>OPENAI_API_KEY</c> or <c>AZURE_OPENAI_API_KEY</c>; none for the other kinds. Never logged, never in a message.</summary>
    public string? ApiKey { get; set; }

    /// <summary>The model's name at the provider.</summary>
    [Required]
    public string Model { get; set; } = "";

    /// <summary>Tokens of prompt and answer together; only told to clients. Default: not known.</summary>
    [Range(1, int.MaxValue)]
    public int? ContextLength { get; set; }

    /// <summary>Whether it takes a JSON Schema as response format, so that native mode is offered. Default: true.</summary>
    public bool NativeSchema { get; set; } = true;

    /// <summary>Whether it takes tools. Default: true.</summary>
    public bool NativeTools { get; set; } = true;
}
