using System.ClientModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenAI;
using OpenAI.Chat;
using StructGen.Api;
using StructGen.Clients.Tests.Hosting;
using StructGen.Generation.Models;
using StructGen.TestKit.Models;

[assembly: AssemblyFixture(typeof(RunningService))]

namespace StructGen.Clients.Tests.Hosting;

/// <summary>The service on real Kestrel with the bundled model, and beside it a model that breaks while it writes.</summary>
public sealed class RunningService : IAsyncLifetime
{
    public const string Bundled = "structgen-extract-135m";
    public const string Breaking = "breaking";
    private WebApplication _app = null!;

    public Uri Address { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var store = Path.Combine(Directory.CreateTempSubdirectory("structgen-clients").FullName, "structgen.db");
        string[] args = ["--urls", "http://127.0.0.1:0", $"--Store:ConnectionString=Data Source={store}", "--Logging:LogLevel:Default=None"];
        _app = StructGenApi.Build(args, services => services.AddSingleton<ITokenModelProvider>(new FixedTokenModels(Break())));
        await _app.StartAsync();
        Address = new Uri(_app.Urls.First());
        Http = new HttpClient { BaseAddress = Address };
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }

    /// <summary>The official client, as anyone would set it up.</summary>
    public ChatClient OpenAI(string model = Bundled)
        => new(model, new ApiKeyCredential("any key"), new OpenAIClientOptions { Endpoint = new Uri(Address, "/v1") });

    // Fails at every thirtieth token, which is in the middle of its text.
    private static FakeTokenModel Break()
    {
        var tokens = 0;
        var model = FakeTokenModel.Writing(new string('x', 25) + " and then it breaks, always at about the same place");
        model.Name = Breaking;
        model.OnAppend = () =>
        {
            if (Interlocked.Increment(ref tokens) % 30 == 0) throw new InvalidOperationException("The model broke.");
        };
        return model;
    }
}
