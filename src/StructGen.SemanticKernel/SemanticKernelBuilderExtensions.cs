using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;
using StructGen.Generation.Models;
using StructGen.Generation.Tools;
using StructGen.SemanticKernel;

namespace StructGen.Generation;

/// <summary>Adds remote text models and Semantic Kernel's plugins.</summary>
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

    /// <summary>Makes the functions of a kernel's plugins tools, named <c>plugin-function</c>, that requests can name and runs can execute.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="kernel">The kernel; null is the one among the services. Its plugins are read once.</param>
    public static StructGenBuilder AddKernelTools(this StructGenBuilder builder, Kernel? kernel = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<IToolExecutor>(provider => new KernelToolExecutor(kernel ?? provider.GetRequiredService<Kernel>(), provider.GetService<ILogger<KernelToolExecutor>>()));
        return builder;
    }
}
