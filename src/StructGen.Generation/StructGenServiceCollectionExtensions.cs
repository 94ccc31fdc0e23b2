using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StructGen.Generation;
using StructGen.Generation.Catalogs;
using StructGen.Generation.Chats;
using StructGen.Generation.Compiling;
using StructGen.Generation.Models;
using StructGen.Generation.Planning;
using StructGen.Generation.Retries;
using StructGen.Generation.Tools;
using StructGen.Generation.Tools.Http;
using StructGen.Generation.Validation;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers structured generation.</summary>
public static class StructGenServiceCollectionExtensions
{
    /// <summary>Adds <see cref="StructuredGenerator"/>, its catalogs and its options, which are checked at start.</summary>
    /// <remarks>Models come from the packages added after it; registered schemas and tools need an <see cref="IDefinitionStore"/>.</remarks>
    public static StructGenBuilder AddStructGen(this IServiceCollection services, Action<StructGenOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddLogging();
        var options = services.AddOptions<StructGenOptions>().ValidateOnStart();
        if (configure is not null) options.Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<StructGenOptions>, StructGenOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new CompileQueue(provider.GetRequiredService<IOptions<StructGenOptions>>().Value.Limits));
        services.TryAddSingleton(provider => new ConstraintCache(provider.GetRequiredService<IOptions<StructGenOptions>>(), null, provider.GetRequiredService<CompileQueue>()));
        services.TryAddSingleton(provider => new ModelCatalog(
            provider.GetRequiredService<IOptions<StructGenOptions>>(), provider.GetServices<ITokenModelProvider>(), provider.GetServices<ITextModelProvider>()));
        services.TryAddSingleton(provider => new SchemaCatalog(
            provider.GetRequiredService<IOptions<StructGenOptions>>(),
            provider.GetRequiredService<ConstraintCache>(),
            provider.GetRequiredService<CompileQueue>(),
            provider.GetService<IDefinitionStore>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<ILogger<SchemaCatalog>>()));
        services.TryAddSingleton(provider => new ToolCatalog(
            provider.GetRequiredService<IOptions<StructGenOptions>>(),
            provider.GetRequiredService<ConstraintCache>(),
            provider.GetService<IDefinitionStore>(),
            provider.GetService<ILogger<ToolCatalog>>()));
        services.TryAddSingleton<Catalog<StoredSchema>>(provider => provider.GetRequiredService<SchemaCatalog>());
        services.TryAddSingleton<Catalog<StoredTool>>(provider => provider.GetRequiredService<ToolCatalog>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IToolExecutor, HttpToolExecutor>());
        services.TryAddSingleton(provider => Assemble(provider));
        return new StructGenBuilder(services);
    }

    /// <summary>Joins the rooms; they are internal, so the container cannot.</summary>
    private static StructuredGenerator Assemble(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<StructGenOptions>>();
        var time = provider.GetRequiredService<TimeProvider>();
        var models = provider.GetRequiredService<ModelCatalog>();
        var constraints = provider.GetRequiredService<ConstraintCache>();
        var queue = provider.GetRequiredService<CompileQueue>();
        var schemas = new AnswerSchemas(provider.GetRequiredService<SchemaCatalog>(), queue, options);
        var writers = new AnswerWriters(models, new ModelTransports(options, time, provider.GetService<ILogger<ModelTransports>>()));
        var lookup = new ToolLookup(provider.GetRequiredService<ToolCatalog>(), provider.GetServices<IToolExecutor>());
        var tools = new ToolCaller(
            models, lookup, schemas, constraints, writers, options, time, provider.GetService<ILogger<ToolCaller>>());
        var chats = new ChatCompleter(models, schemas, constraints, writers, options, time, provider.GetService<ILogger<ChatCompleter>>());
        var runs = new ToolRunner(tools, lookup, options, time);
        return new StructuredGenerator(models, schemas, constraints, queue, writers, tools, runs, chats, options, time, provider.GetService<ILogger<StructuredGenerator>>());
    }
}
