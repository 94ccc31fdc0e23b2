using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using StructGen.Generation;
using StructGen.Generation.Catalogs;
using StructGen.Generation.Models;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers structured generation.</summary>
public static class StructGenServiceCollectionExtensions
{
    /// <summary>Adds <see cref="StructuredGenerator"/>, its catalogs and its options, which are checked at start.</summary>
    /// <remarks>Models come from the packages added after it; registered schemas and tools need an <see cref="ISchemaStore"/> and an <see cref="IToolStore"/>.</remarks>
    public static StructGenBuilder AddStructGen(this IServiceCollection services, Action<StructGenOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<StructGenOptions>().ValidateOnStart();
        if (configure is not null) options.Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<StructGenOptions>, StructGenOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ModelCatalog>();
        services.TryAddSingleton<SchemaCatalog>();
        services.TryAddSingleton<ToolCatalog>();
        services.TryAddSingleton<StructuredGenerator>();
        return new StructGenBuilder(services);
    }
}
