using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace StructGen.Api.Access;

/// <summary>Warns, loudly and once, when the service is open to other machines and asks nobody who they are.</summary>
internal sealed partial class OpenDoor(IServer server, IOptions<AuthOptions> options, ILogger<OpenDoor> logger) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.IsOn && server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault(address => !IsLoopback(address)) is { } open)
            DoorIsOpen(logger, open);
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    internal static bool IsLoopback(string address)
    {
        var host = BindingAddress.Parse(address).Host;
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "ANYBODY who reaches {Address} can use this service: it listens beyond this machine and authentication is off. Set Auth:Keys or Auth:Jwt (docs/operations.md), or listen on 127.0.0.1.")]
    private static partial void DoorIsOpen(ILogger logger, string address);
}
