using Microsoft.Extensions.Options;
using StructGen.Api.Access;
using StructGen.Api.Access.Keys;
using StructGen.Api.Chat;
using StructGen.Api.Extractions;
using StructGen.Api.Health;
using StructGen.Api.Idempotency;
using StructGen.Api.Models;
using StructGen.Api.OpenApi;
using StructGen.Api.Problems;
using StructGen.Api.Prompts;
using StructGen.Api.Registries;
using StructGen.Api.Requests;
using StructGen.Api.Schemas;
using StructGen.Api.Telemetry;
using StructGen.Api.ToolCalls;
using StructGen.Api.ToolRuns;
using StructGen.Api.Tools;

namespace StructGen.Api;

/// <summary>The HTTP service, built by its own program and by <c>structgen serve</c>.</summary>
public static class StructGenApi
{
    /// <summary>Where the service listens when nobody says otherwise: this machine only.</summary>
    public const string DefaultUrl = "http://127.0.0.1:8080";

    /// <summary>Builds the service; the caller runs it.</summary>
    /// <param name="args">Command-line arguments in the form <c>--Section:Key=value</c>.</param>
    public static WebApplication Build(string[] args) => Build(args, _ => { });

    /// <summary>The same with other parts, for tests.</summary>
    internal static WebApplication Build(string[] args, Action<IServiceCollection> configure)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Configuration.AddStructGenSources();
        if (builder.Configuration["urls"] is null && builder.Configuration["http_ports"] is null)
            builder.WebHost.UseUrls(DefaultUrl);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null; // BodyReader enforces Limits:RequestBytes and tells the counts.
        });
        builder.Services.AddStructGenService(builder.Configuration);
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Wire);
            json.SerializerOptions.Encoder = ApiJson.Wire.Options.Encoder;
            json.SerializerOptions.MaxDepth = ApiJson.Wire.Options.MaxDepth;
            json.SerializerOptions.NumberHandling = ApiJson.Wire.Options.NumberHandling;
            foreach (var converter in ApiJson.Wire.Options.Converters)
                json.SerializerOptions.Converters.Add(converter);
        });
        builder.Services.AddAccess(builder.Configuration);
        builder.Services.AddConcurrencyLimit();
        builder.Services.AddBodyRate();
        builder.Services.AddCrossOrigin(builder.Configuration);
        builder.Services.AddSingleton<ReplyStore>();
        builder.AddTelemetry();
        builder.Services.AddExceptionHandler<ProblemHandler>();
        builder.Services.AddApiDocument();
        builder.Services.AddOptions<HostOptions>().Configure<IOptions<ApiLimits>>((host, limits) => host.ShutdownTimeout = TimeSpan.FromSeconds(limits.Value.DrainSeconds));
        builder.Services.AddSingleton<Drain>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<Drain>());
        builder.Services.AddOptions<ChatSettings>().Bind(builder.Configuration.GetSection("Chat")).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<ServiceStart>();
        builder.Services.AddHostedService<RegistryStartup>();
        builder.Services.AddSingleton<DefaultModel>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<DefaultModel>());
        configure(builder.Services);
        var app = builder.Build();
        _ = app.Services.GetRequiredService<ServiceStart>();
        app.UseRequestIds();
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(ProblemHandler.WriteStatusAsync);
        app.Use(app.Services.GetRequiredService<Drain>().InvokeAsync);
        app.UseRouting();
        app.UseCors();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseCompileCallers();
        app.UseBodies();
        app.UseRateLimiter();
        app.UseIdempotencyKeys();
        app.UseTokenBudgets();
        app.UseContentLog();
        app.MapExtractions().RequireScope(Scope.Extract);
        app.MapToolCalls().RequireScope(Scope.Tools);
        app.MapToolRuns().RequireScope(Scope.Tools);
        app.MapChat().RequireScope(Scope.Chat);
        app.MapPrompts().RequireScope(Scope.Extract);
        app.MapSchemas().RequireRegistryScopes();
        app.MapTools().RequireRegistryScopes();
        app.MapModels().RequireCaller();
        app.MapKeys().Require(new ScopeRequirement(Scope.Admin, EvenWhenOff: true));
        app.MapHealth().AllowAnonymous();
        app.MapMetrics();
        app.MapOpenApi("/openapi/{documentName:regex(^v1$)}.json").AllowAnonymous(); // Another name is nothing at all, and answered as that.
        app.MapReferencePage().AllowAnonymous();
        return app;
    }
}
