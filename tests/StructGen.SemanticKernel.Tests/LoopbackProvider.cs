using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace StructGen.SemanticKernel.Tests;

/// <summary>A provider on loopback that speaks the wire formats: each request takes the next scripted turn and is kept.</summary>
internal sealed class LoopbackProvider : IAsyncDisposable
{
    private readonly ConcurrentQueue<RequestDelegate> _turns = new();
    private readonly WebApplication _app;

    private LoopbackProvider(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;

    public ConcurrentQueue<SentRequest> Sent { get; } = new();

    public SentRequest Last => Sent.Last();

    public static async Task<LoopbackProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var provider = new LoopbackProvider(builder.Build());
        provider._app.Run(provider.ServeAsync);
        await provider._app.StartAsync();
        provider.Address = new Uri(provider._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return provider;
    }

    public LoopbackProvider Turn(RequestDelegate turn)
    {
        _turns.Enqueue(turn);
        return this;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        var body = await JsonDocument.ParseAsync(context.Request.Body);
        Sent.Enqueue(new SentRequest(context.Request.Path, context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.RootElement.Clone()));
        if (_turns.TryDequeue(out var turn)) await turn(context);
        else context.Response.StatusCode = StatusCodes.Status418ImATeapot;
    }
}
