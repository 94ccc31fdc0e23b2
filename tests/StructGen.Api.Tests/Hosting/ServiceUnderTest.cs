using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StructGen.Generation.Models;
using StructGen.TestKit;

namespace StructGen.Api.Tests.Hosting;

/// <summary>The service on real Kestrel, on a free port, with a store of its own and a scripted model named <c>fake/model</c>.</summary>
public sealed class ServiceUnderTest : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ServiceUnderTest(WebApplication app, HttpClient client, ScriptedModel model, RecordedLogs logs)
    {
        Logs = logs;
        _app = app;
        Client = client;
        Model = model;
    }

    public HttpClient Client { get; }

    public ScriptedModel Model { get; }

    /// <summary>The parts of the service.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>What the service logged, from warnings on.</summary>
    public RecordedLogs Logs { get; }

    public static Task<ServiceUnderTest> StartAsync(string? store = null, params string[] settings) => StartWithAsync(_ => { }, store, settings);

    /// <summary>The same with further parts, such as models.</summary>
    public static async Task<ServiceUnderTest> StartWithAsync(Action<IServiceCollection> parts, string? store = null, params string[] settings)
    {
        var model = new ScriptedModel();
        var logs = new RecordedLogs();
        var folder = store is null ? Directory.CreateTempSubdirectory("structgen-test").FullName : Path.GetDirectoryName(store)!;
        store ??= Path.Combine(folder, "structgen.db");
        string[] args =
        [
            "--urls", "http://127.0.0.1:0",
            $"--Store:ConnectionString=Data Source={store}",
            "--Logging:LogLevel:Default=Warning",
            .. settings.Select(setting => $"--{setting}"),
        ];
        var app = StructGenApi.Build(args, services => parts(services.AddSingleton<ITextModelProvider>(model).AddSingleton<ILoggerProvider>(logs)));
        await app.StartAsync();
        return new(app, new HttpClient { BaseAddress = new Uri(app.Urls.First()), Timeout = TimeSpan.FromMinutes(3) }, model, logs);
    }

    public Task<HttpResponseMessage> PostAsync(string path, string json) => Client.PostAsync(path, Json(json));

    public Task<HttpResponseMessage> PutAsync(string path, string json) => Client.PutAsync(path, Json(json));

    public static StringContent Json(string json) => new(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
