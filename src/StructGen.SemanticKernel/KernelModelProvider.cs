using Microsoft.Extensions.Options;
using StructGen.Generation.Models;

namespace StructGen.SemanticKernel;

/// <summary>The configured remote models; owns their clients and connections.</summary>
internal sealed class KernelModelProvider : ITextModelProvider, IDisposable
{
    private readonly List<HttpClient> _connections = [];
    private readonly IReadOnlyList<TextModel> _models;

    public KernelModelProvider(IOptions<SemanticKernelOptions> options)
        => _models = [.. options.Value.Providers.OrderBy(provider => provider.Key, StringComparer.Ordinal).Select(provider => Open(provider.Key, provider.Value))];

    public IReadOnlyList<TextModel> List() => _models;

    public void Dispose()
    {
        foreach (var model in _models) model.Client.Dispose();
        foreach (var connection in _connections) connection.Dispose();
    }

    private TextModel Open(string name, ProviderOptions provider)
    {
        // Time limits are the pipeline's. Connections are renewed so that a changed address is noticed; redirects would carry the key elsewhere.
        var http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };
        _connections.Add(http);
        var capabilities = new TextModelCapabilities { NativeSchema = provider.NativeSchema, NativeTools = provider.NativeTools, ContextLength = provider.ContextLength };
        return new TextModel($"{name}/{provider.Model}", new RemoteChatClient(KernelModels.Create(provider, http), name, ProviderKeys.Find(provider)), capabilities);
    }
}
