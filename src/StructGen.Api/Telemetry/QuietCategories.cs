using Microsoft.Extensions.Options;

namespace StructGen.Api.Telemetry;

/// <summary>Keeps query strings out of the log at any level and for any provider: they are a client's data.</summary>
/// <remarks>Of the framework's categories, those that write a request's target or the text of a parameter below the level Warning.</remarks>
internal sealed class QuietCategories : IPostConfigureOptions<LoggerFilterOptions>
{
    private static readonly string[] Categories =
    [
        "Microsoft.AspNetCore.Hosting.Diagnostics", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Http", "System.Net.Http",
    ];

    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        // A rule for a provider by name comes before those for all, so each of the names gets its own.
        foreach (var provider in options.Rules.Select(rule => rule.ProviderName).Append(null).Distinct().ToList())
        {
            foreach (var category in Categories)
            {
                foreach (var rule in options.Rules.Where(rule => rule.ProviderName == provider && rule.CategoryName?.StartsWith(category, StringComparison.OrdinalIgnoreCase) == true).ToList())
                    options.Rules.Remove(rule);
                options.Rules.Add(new LoggerFilterRule(provider, category, LogLevel.Warning, null));
            }
        }
    }
}
