using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using StructGen.Generation.Telemetry;

namespace StructGen.Api.Telemetry;

/// <summary>Logs prompts and answers, for those who switched that on.</summary>
internal static partial class ContentLog
{
    public static IApplicationBuilder UseContentLog(this IApplicationBuilder app)
    {
        if (!app.ApplicationServices.GetRequiredService<IOptions<TelemetryOptions>>().Value.LogContent)
            return app;
        var logger = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger("StructGen.Content");
        return app.Use(async (context, next) =>
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName != Concurrency.Policy)
            {
                await next(context);
                return;
            }

            using var account = GenerationAccount.Open((prompt, answer) => AttemptWritten(logger, prompt, answer));
            await next(context);
        });
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Prompt: {Prompt}\nAnswer: {Answer}")]
    private static partial void AttemptWritten(ILogger logger, string prompt, string answer);
}
