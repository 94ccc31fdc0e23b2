using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace StructGen.SemanticKernel;

/// <summary>Finds every fault of the configured providers at start; each message names the setting and the remedy, and never its secret.</summary>
internal sealed class SemanticKernelOptionsValidator : IValidateOptions<SemanticKernelOptions>
{
    public ValidateOptionsResult Validate(string? name, SemanticKernelOptions options)
    {
        List<string> faults = [.. options.Providers.SelectMany(provider => Faults(provider.Key, provider.Value))];
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(string name, ProviderOptions provider)
    {
        var setting = $"Providers:{name}";
        if (name.Length is 0 or > 64 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            yield return $"{setting}: a provider's name has 1 to 64 letters, digits, '-' and '_'.";
        var found = new List<ValidationResult>();
        Validator.TryValidateObject(provider, new ValidationContext(provider), found, validateAllProperties: true);
        foreach (var fault in found) yield return $"{setting}: {fault.ErrorMessage}";
        if (provider.Endpoint is { } endpoint)
        {
            if (!endpoint.IsAbsoluteUri || endpoint.Scheme is not ("http" or "https")) yield return $"{setting}:Endpoint: write an absolute http or https address.";
            else if (endpoint.UserInfo.Length > 0) yield return $"{setting}:Endpoint: leave user and password out of the address; use {setting}:ApiKey.";
        }
        else if (provider.Kind is ProviderKind.AzureOpenAI or ProviderKind.OpenAICompatible)
        {
            yield return $"{setting}:Endpoint: the kind {provider.Kind} needs an address.";
        }

        if (provider.Kind is ProviderKind.OpenAI or ProviderKind.AzureOpenAI && string.IsNullOrEmpty(ProviderKeys.Find(provider)))
            yield return $"{setting}:ApiKey: the kind {provider.Kind} needs a key; set it in user secrets or the environment ({ProviderKeys.VariableOf(provider.Kind)}).";
    }
}
