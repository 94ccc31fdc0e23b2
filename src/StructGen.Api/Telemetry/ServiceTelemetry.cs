using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using StructGen.Api.Access;
using StructGen.Generation.Telemetry;

namespace StructGen.Api.Telemetry;

/// <summary>Traces and metrics by OpenTelemetry: to a collector where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one, to Prometheus where that is switched on, else nowhere.</summary>
internal static class ServiceTelemetry
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] Meters =
    [
        StructGenMeter.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.RateLimiting", "System.Runtime",
    ];

    public static WebApplicationBuilder AddTelemetry(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        builder.Services.AddSingleton<IPostConfigureOptions<LoggerFilterOptions>, QuietCategories>();
        builder.Services.AddOptions<TelemetryOptions>().Bind(configuration.GetSection("Telemetry")).ValidateOnStart();
        if (string.Equals(configuration["Logging:Format"], "json", StringComparison.OrdinalIgnoreCase))
        {
            builder.Logging.AddJsonConsole(console =>
            {
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            });
        }

        var exports = !string.IsNullOrEmpty(configuration[Endpoint]);
        var prometheus = configuration.GetValue<bool>("Telemetry:Prometheus");
        if (!exports && !prometheus)
            return builder;
        var telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService(
            configuration["OTEL_SERVICE_NAME"] ?? "structgen", serviceVersion: typeof(StructGenApi).Assembly.GetName().Version?.ToString(3)));
        telemetry.WithMetrics(metrics =>
        {
            metrics.AddMeter(Meters);
            if (exports) metrics.AddOtlpExporter();
            if (prometheus) metrics.AddPrometheusExporter();
        });
        if (exports)
            telemetry.WithTracing(tracing => tracing.AddSource(StructGenMeter.Name).AddAspNetCoreInstrumentation(IsNoProbe).AddHttpClientInstrumentation().AddOtlpExporter());
        return builder;
    }

    /// <summary><c>GET /metrics</c>, where it is switched on.</summary>
    public static void MapMetrics(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<TelemetryOptions>>().Value.Prometheus)
            app.MapPrometheusScrapingEndpoint("/metrics").Require(new ScopeRequirement(Scope.Admin, EvenWhenOff: true, OrLoopback: true));
    }

    /// <summary>Probes and scrapes would drown the rest.</summary>
    private static void IsNoProbe(OpenTelemetry.Instrumentation.AspNetCore.AspNetCoreTraceInstrumentationOptions options)
        => options.Filter = context => context.Request.Path.Value is not ("/healthz" or "/readyz" or "/metrics");
}
