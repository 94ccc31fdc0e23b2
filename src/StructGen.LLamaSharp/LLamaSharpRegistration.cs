using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using StructGen.Generation.Models;

namespace StructGen.LLamaSharp;

/// <summary>Adds local models to a service collection.</summary>
public static class LLamaSharpRegistration
{
    /// <summary>Registers <see cref="GgufModels"/> as an <see cref="ITokenModelProvider"/>; no model is loaded.</summary>
    /// <param name="services">The collection.</param>
    /// <param name="configure">Sets options, after configuration that the host binds.</param>
    /// <returns>The same collection.</returns>
    public static IServiceCollection AddLLamaSharp(this IServiceCollection services, Action<LLamaSharpOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddLogging();
        services.AddOptions<LLamaSharpOptions>().ValidateOnStart();
        if (configure is not null) services.Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LLamaSharpOptions>, LLamaSharpOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<GgufModels>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITokenModelProvider, GgufModels>(provider => provider.GetRequiredService<GgufModels>()));
        return services;
    }
}
