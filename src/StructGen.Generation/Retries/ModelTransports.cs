using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace StructGen.Generation.Retries;

/// <summary>One transport a model, so that each has its own circuit. Safe to share between threads.</summary>
internal sealed class ModelTransports(IOptions<StructGenOptions> options, TimeProvider time, ILogger<ModelTransports>? logger)
{
    private readonly ConcurrentDictionary<string, ModelTransport> _byModel = new(StringComparer.Ordinal);

    public ModelTransport For(string model) => _byModel.GetOrAdd(model, name => new ModelTransport(name, options.Value.Transport, time, logger));
}
