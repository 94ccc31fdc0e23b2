namespace StructGen.Api.Registries;

/// <summary>Makes or updates the store before the first request, so that a broken one is told at start.</summary>
internal sealed class RegistryStartup(RegistryDatabase database) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => database.CreateAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
