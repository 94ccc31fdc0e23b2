using System.Text.Json;
using StructGen.Api.Registries;
using StructGen.Generation.Catalogs;

namespace StructGen.Api.Schemas;

/// <summary>Registered schemas, kept in the <see cref="Registry"/>.</summary>
internal sealed class SchemaStore(Registry registry) : ISchemaStore
{
    public async ValueTask<StoredSchema?> GetAsync(string name, int? version, CancellationToken cancellationToken)
        => await registry.FindAsync(DefinitionKind.Schema, name, version, cancellationToken) is { } found ? Read(found) : null;

    public async ValueTask<CatalogChange<StoredSchema>> PutAsync(
        string name, JsonElement schema, string hash, string? expectedHash, CancellationToken cancellationToken)
    {
        var change = await registry.PutAsync(DefinitionKind.Schema, name, schema.GetRawText(), hash, expectedHash, cancellationToken);
        return new(Read(change.Item), change.Created);
    }

    public async ValueTask<CatalogPage<StoredSchema>> ListAsync(string? after, int limit, CancellationToken cancellationToken)
    {
        var page = await registry.ListAsync(DefinitionKind.Schema, after, limit, cancellationToken);
        return new([.. page.Items.Select(Read)], page.Next);
    }

    public ValueTask<bool> DeleteAsync(string name, CancellationToken cancellationToken)
        => registry.DeleteAsync(DefinitionKind.Schema, name, cancellationToken);

    private static StoredSchema Read(Definition definition)
        => new(definition.Name, definition.Version, definition.Hash, definition.CreatedAt, definition.Parse());
}
