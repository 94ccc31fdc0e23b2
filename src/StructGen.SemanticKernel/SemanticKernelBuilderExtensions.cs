using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using StructGen.Generation.Models;
using StructGen.SemanticKernel;

namespace StructGen.Generation;

/// <summary>Adds remote text models.</summary>
public static class SemanticKernelBuilderExtensions
{
    /// <summary>Adds the models of the configured providers; faults in their options are found at start.</summary>
    public static StructGenBuilder AddSemanticKernel(this StructGenBuilder builder, Action<SemanticKernelOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = builder.Services.AddOptions<SemanticKernelOptions>().ValidateOnStart();
        if (configure is not null) options.Configure(configure);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SemanticKernelOptions>, SemanticKernelOptionsValidator>());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ITextModelProvider, KernelModelProvider>());
        return builder;
    }
}
