using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;
using StructGen.Api.Registries;
using StructGen.Generation;
using StructGen.Generation.Catalogs;

namespace StructGen.Api;

/// <summary>What the service and the command line are made of, apart from HTTP.</summary>
internal static class ServiceComposition
{
    /// <summary>The pipeline with its models and its store.</summary>
    public static IServiceCollection AddStructGenService(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddStructGen(configuration.Bind)
            .AddLLamaSharp(configuration.GetSection("Models").Bind)
            .AddSemanticKernel(configuration.Bind);
        services.PostConfigure<StructGenOptions>(options => options.Schemas.Path = ContentFolder.Find(options.Schemas.Path));
        services.AddOptions<ApiLimits>().Bind(configuration.GetSection("Limits")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<RegistryOptions>().Bind(configuration.GetSection("Store")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => RegistryEngine.Create(provider.GetRequiredService<IOptions<RegistryOptions>>(), provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<RegistryDatabase>();
        services.AddSingleton<IDefinitionStore, Registry>();
        return services;
    }

    /// <summary>Where settings come from: the program's own file lies under the host's sources, <c>StructGen__Section__Key</c> over them.</summary>
    public static void AddStructGenSources(this IConfigurationBuilder configuration)
    {
        var shipped = new JsonConfigurationSource
        {
            FileProvider = new PhysicalFileProvider(AppContext.BaseDirectory),
            Path = "appsettings.json",
            Optional = true,
        };
        configuration.Sources.Insert(0, shipped);
        configuration.AddEnvironmentVariables("StructGen__");
    }
}
