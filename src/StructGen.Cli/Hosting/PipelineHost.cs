using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StructGen.Api;

namespace StructGen.Cli.Hosting;

/// <summary>The pipeline in this process, without a server: same configuration and same parts as the service has.</summary>
internal static class PipelineHost
{
    /// <summary>Builds the parts; the caller disposes them.</summary>
    /// <param name="verbose">Whether the log tells more than errors.</param>
    public static ServiceProvider Create(bool verbose)
    {
        var configuration = new ConfigurationManager();
        configuration.AddJsonFile(Path.Combine(Directory.GetCurrentDirectory(), "appsettings.json"), optional: true);
        configuration.AddEnvironmentVariables();
        configuration.AddStructGenSources();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddLogging(logging => logging
            .SetMinimumLevel(verbose ? LogLevel.Information : LogLevel.Error)
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddSimpleConsole(console => console.SingleLine = true)
            .Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        services.AddStructGenService(configuration);
        return services.BuildServiceProvider();
    }
}
