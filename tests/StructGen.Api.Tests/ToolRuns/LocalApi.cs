using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace StructGen.Api.Tests.ToolRuns;

/// <summary>An API that tools call, on loopback; keeps what it was sent.</summary>
public sealed class LocalApi : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LocalApi(WebApplication app) => _app = app;

    /// <summary>Its address as an entry of Tools:Http:AllowedHosts.</summary>
    public string Host { get; private set; } = "";

    public string Address => $"http://{Host}";

    /// <summary>Method, path with query, and body of every request.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Copies: the server uses its dictionaries again.</summary>
    public ConcurrentQueue<IHeaderDictionary> Headers { get; } = new();

    public static async Task<LocalApi> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var api = new LocalApi(builder.Build());
        api._app.Run(api.AnswerAsync);
        await api._app.StartAsync();
        api.Host = new Uri(api._app.Urls.First()).Authority;
        return api;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        Requests.Enqueue($"{context.Request.Method} {context.Request.Path.ToUriComponent()}{context.Request.QueryString} {await reader.ReadToEndAsync()}".TrimEnd());
        Headers.Enqueue(new HeaderDictionary(context.Request.Headers.ToDictionary(StringComparer.OrdinalIgnoreCase)));
        var response = context.Response;
        switch (context.Request.Path.Value)
        {
            case "/redirect":
                response.Redirect("/elsewhere");
                break;
            case "/missing":
                response.StatusCode = 404;
                await response.WriteAsJsonAsync(new { error = "no such city" });
                break;
            case "/slow":
                await Task.Delay(TimeSpan.FromSeconds(30), context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                break;
            case "/long":
                for (var count = 0; count < 100; count++) await response.WriteAsync(new string('x', 1000));
                break;
            case "/binary":
                response.ContentType = "application/octet-stream";
                await response.WriteAsync("x");
                break;
            case "/broken":
                response.ContentType = "application/json";
                await response.WriteAsync("{not json");
                break;
            case "/echo":
                await response.WriteAsJsonAsync(new { sent = context.Request.Headers["X-Api-Key"].ToString() });
                break;
            default:
                await response.WriteAsJsonAsync(new { celsius = 21, place = context.Request.Path.Value });
                break;
        }
    }
}
