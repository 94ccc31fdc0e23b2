using Microsoft.Extensions.Options;
using Scalar.AspNetCore;
using StructGen.Api.Extractions;
using StructGen.Api.Health;
using StructGen.Api.Models;
using StructGen.Api.Problems;
using StructGen.Api.Prompts;
using StructGen.Api.Registries;
using StructGen.Api.Schemas;
using StructGen.Api.ToolCalls;
using StructGen.Api.Tools;

namespace StructGen.Api;

/// <summary>The HTTP service, built by its own program and by <c>structgen serve</c>.</summary>
public static class StructGenApi
{
    /// <summary>Builds the service; the caller runs it.</summary>
    /// <param name="args">Command-line arguments in the form <c>--Section:Key=value</c>.</param>
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ApplicationName = typeof(StructGenApi).Assembly.GetName().Name });
        builder.Configuration.AddEnvironmentVariables("StructGen__");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null; // BodyReader enforces Limits:RequestBytes and tells the counts.
        });
        builder.Services.AddStructGenService(builder.Configuration);
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default));
        builder.Services.AddConcurrencyLimit();
        builder.Services.AddExceptionHandler<ProblemHandler>();
        builder.Services.AddApiDocument();
        builder.Services.AddOptions<HostOptions>().Configure<IOptions<ApiLimits>>((host, limits) => host.ShutdownTimeout = TimeSpan.FromSeconds(limits.Value.DrainSeconds));
        builder.Services.AddHostedService<RegistryStartup>();
        var app = builder.Build();
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(ProblemHandler.WriteStatusAsync);
        app.UseRateLimiter();
        app.MapExtractions();
        app.MapToolCalls();
        app.MapPrompts();
        app.MapSchemas();
        app.MapTools();
        app.MapModels();
        app.MapHealth();
        app.MapOpenApi();
        app.MapScalarApiReference();
        return app;
    }
}
