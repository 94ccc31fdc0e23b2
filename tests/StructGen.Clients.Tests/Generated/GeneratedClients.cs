using NJsonSchema.CodeGeneration.CSharp;
using StructGen.Clients.Tests.Hosting;

namespace StructGen.Clients.Tests.Generated;

/// <summary>The client with each of NSwag's serializers, generated once.</summary>
public sealed class GeneratedClients(RunningService service) : IAsyncLifetime
{
    private readonly Dictionary<CSharpJsonLibrary, GeneratedClient> _clients = [];

    public async ValueTask InitializeAsync()
    {
        foreach (var serializer in new[] { CSharpJsonLibrary.SystemTextJson, CSharpJsonLibrary.NewtonsoftJson })
            _clients[serializer] = await GeneratedClient.CreateAsync(service, serializer);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal GeneratedClient Of(CSharpJsonLibrary serializer) => _clients[serializer];
}
