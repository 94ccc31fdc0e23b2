namespace StructGen.SemanticKernel;

/// <summary>The remote models. Members are named as the sections of the configuration, so binding the root binds all.</summary>
public sealed class SemanticKernelOptions
{
    /// <summary>Section <c>Providers</c>: a name (letters, digits, <c>-</c>, <c>_</c>) → what is there.</summary>
    public IDictionary<string, ProviderOptions> Providers { get; } = new Dictionary<string, ProviderOptions>(StringComparer.Ordinal);
}
