using Microsoft.Extensions.DependencyInjection;

namespace StructGen.Generation;

/// <summary>What model packages hang themselves on: <c>services.AddStructGen().AddLLamaSharp().AddSemanticKernel()</c>.</summary>
/// <param name="services">The services.</param>
public sealed class StructGenBuilder(IServiceCollection services)
{
    /// <summary>The services.</summary>
    public IServiceCollection Services { get; } = services;
}
