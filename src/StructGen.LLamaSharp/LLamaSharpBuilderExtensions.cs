using Microsoft.Extensions.DependencyInjection;
using StructGen.LLamaSharp;

namespace StructGen.Generation;

/// <summary>Adds local models.</summary>
public static class LLamaSharpBuilderExtensions
{
    /// <summary>Adds the models of the configured folders.</summary>
    public static StructGenBuilder AddLLamaSharp(this StructGenBuilder builder, Action<LLamaSharpOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddLLamaSharp(configure);
        return builder;
    }
}
