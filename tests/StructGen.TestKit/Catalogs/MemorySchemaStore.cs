using System.Text.Json;
using StructGen.Generation.Catalogs;

namespace StructGen.TestKit.Catalogs;

/// <summary>Schemas in memory, for tests.</summary>
public sealed class MemorySchemaStore : ISchemaStore
{
    private readonly MemoryVersions<StoredSchema> _versions = new(schema => schema.Version, schema => schema.Hash);

    /// <inheritdoc/>
    public ValueTask<StoredSchema?> GetAsync(string name, int? version, CancellationToken cancellationToken) => ValueTask.FromResult(_versions.Find(name, version));

    /// <inheritdoc/>
    public ValueTask<CatalogChange<StoredSchema>> PutAsync(string name, JsonElement schema, string hash, string? expectedHash, CancellationToken cancellationToken)
        => ValueTask.FromResult(_versions.Put(name, hash, expectedHash, version => new StoredSchema(name, version, hash, DateTimeOffset.UnixEpoch, schema)));

    /// <inheritdoc/>
    public ValueTask<CatalogPage<StoredSchema>> ListAsync(string? after, int limit, CancellationToken cancellationToken) => ValueTask.FromResult(_versions.List(after, limit));

    /// <inheritdoc/>
    public ValueTask<bool> DeleteAsync(string name, CancellationToken cancellationToken) => ValueTask.FromResult(_versions.Delete(name));
}
