using System.Text.Json;
using StructGen.Api.Tests.Hosting;

namespace StructGen.Api.Tests.ToolRuns;

/// <summary>A service that may call one local API, with a secret.</summary>
public sealed class ToolRunFixture : IAsyncLifetime
{
    public const string Secret = "very-secret-0123456789";

    public LocalApi Api { get; private set; } = null!;

    public ServiceUnderTest Service { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Api = await LocalApi.StartAsync();
        Service = await ServiceUnderTest.StartAsync(
            null, $"Tools:Http:AllowedHosts:0={Api.Host}", "Tools:Http:AllowHttp=true", "Tools:Http:AllowPrivateNetworks=true", "Tools:Http:MaxResponseBytes=20000", $"Tools:Secrets:WEATHER={Secret}");
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await Api.DisposeAsync();
    }

    /// <summary>Registers a tool without arguments for a path of the API.</summary>
    public async Task RegisterAsync(string name, string path, string more = "")
        => await ProblemAssert.OkAsync(await Service.PutAsync($"/v1/tools/{name}", $$"""{"description": "{{name}}", "http": {"url": "{{Api.Address}}{{path}}"{{more}} } }"""));

    /// <summary>Has the scripted model call one tool and then answer; gives the run.</summary>
    public async Task<JsonElement> RunScriptedAsync(string name, string then = """{"name": "reply", "arguments": {"text": "Done."}}""", string more = "")
    {
        Script($$"""{"name": "{{name}}", "arguments": {} }""", then);
        return await ProblemAssert.OkAsync(await Service.PostAsync("/v1/tool-runs", $$"""{"input": "Do it.", "tools": ["{{name}}"], "model": "fake/model"{{more}} }"""));
    }

    public void Script(params string[] texts)
    {
        var first = Service.Model.Calls;
        Service.Model.Answer = (call, _) => Task.FromResult(ScriptedModel.Say(texts[Math.Min(call - first, texts.Length - 1)]));
    }
}
