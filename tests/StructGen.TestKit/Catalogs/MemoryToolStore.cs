using StructGen.Generation.Catalogs;
using StructGen.Generation.Tools;

namespace StructGen.TestKit.Catalogs;

/// <summary>Tools in memory, for tests.</summary>
public sealed class MemoryToolStore : IToolStore
{
    private readonly MemoryVersions<StoredTool> _versions = new(tool => tool.Version, tool => tool.Hash);

    /// <inheritdoc/>
    public ValueTask<StoredTool?> GetAsync(string name, int? version, CancellationToken cancellationToken) => ValueTask.FromResult(_versions.Find(name, version));

    /// <inheritdoc/>
    public ValueTask<CatalogChange<StoredTool>> PutAsync(ToolDefinition definition, string hash, string? expectedHash, CancellationToken cancellationToken)
        => ValueTask.FromResult(_versions.Put(definition.Name, hash, expectedHash, version => new StoredTool(definition.Name, version, hash, DateTimeOffset.UnixEpoch, definition)));

    /// <inheritdoc/>
    public ValueTask<CatalogPage<StoredTool>> ListAsync(string? after, int limit, CancellationToken cancellationToken) => ValueTask.FromResult(_versions.List(after, limit));

    /// <inheritdoc/>
    public ValueTask<bool> DeleteAsync(string name, CancellationToken cancellationToken) => ValueTask.FromResult(_versions.Delete(name));
}
