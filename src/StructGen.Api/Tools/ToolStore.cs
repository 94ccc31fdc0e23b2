using System.Text.Json;
using StructGen.Api.Registries;
using StructGen.Generation.Catalogs;
using StructGen.Generation.Tools;

namespace StructGen.Api.Tools;

/// <summary>Registered tools, kept in the <see cref="Registry"/> as <see cref="ToolBody"/> documents.</summary>
internal sealed class ToolStore(Registry registry) : IToolStore
{
    public async ValueTask<StoredTool?> GetAsync(string name, int? version, CancellationToken cancellationToken)
        => await registry.FindAsync(DefinitionKind.Tool, name, version, cancellationToken) is { } found ? Read(found) : null;

    public async ValueTask<CatalogChange<StoredTool>> PutAsync(
        ToolDefinition definition, string hash, string? expectedHash, CancellationToken cancellationToken)
    {
        var document = JsonSerializer.Serialize(ToolBody.From(definition), ApiJson.Wire.ToolBody);
        var change = await registry.PutAsync(DefinitionKind.Tool, definition.Name, document, hash, expectedHash, cancellationToken);
        return new(Read(change.Item), change.Created);
    }

    public async ValueTask<CatalogPage<StoredTool>> ListAsync(string? after, int limit, CancellationToken cancellationToken)
    {
        var page = await registry.ListAsync(DefinitionKind.Tool, after, limit, cancellationToken);
        return new([.. page.Items.Select(Read)], page.Next);
    }

    public ValueTask<bool> DeleteAsync(string name, CancellationToken cancellationToken)
        => registry.DeleteAsync(DefinitionKind.Tool, name, cancellationToken);

    private static StoredTool Read(Definition definition)
    {
        var body = definition.Parse().Deserialize(ApiJson.Wire.ToolBody)!;
        return new(definition.Name, definition.Version, definition.Hash, definition.CreatedAt, body.ToDefinition(definition.Name));
    }
}
