using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StructGen.Generation.Planning;
using StructGen.Generation.Tools;

namespace StructGen.Generation.Catalogs;

/// <summary>Tools by name: registered ones, and files. Safe to share between threads.</summary>
public sealed class ToolCatalog : Catalog<StoredTool>
{
    private const string Suffix = ".tool.json";
    private readonly ConstraintCache _constraints;

    internal ToolCatalog(IOptions<StructGenOptions> options, ConstraintCache constraints, IDefinitionStore? store, ILogger<ToolCatalog>? logger)
        : base(DefinitionKind.Tool, CatalogFiles<StoredTool>.Read(Path.Combine(options.Value.Schemas.Path, "tools"), Suffix, FromFile), store, logger)
        => _constraints = constraints;

    /// <summary>Checks and registers a tool; one that changes nothing makes no version.</summary>
    /// <param name="definition">The tool, with its name.</param>
    /// <param name="condition">What must be so; null asks for nothing.</param>
    /// <param name="cancellationToken">Cancels the change.</param>
    /// <exception cref="Requests.MalformedRequestException">The name cannot be one.</exception>
    /// <exception cref="StructGen.Constraints.ConstraintException">Its parameters are no schema, nothing satisfies them, or they pass a limit.</exception>
    /// <exception cref="VersionConflictException">The condition does not hold.</exception>
    /// <exception cref="InvalidOperationException">No store is registered.</exception>
    public async ValueTask<CatalogChange> PutAsync(ToolDefinition definition, WriteCondition? condition = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ToolSet.Check(definition);
        CatalogReference.CheckName(definition.Name);
        if (definition.Parameters is { } parameters) await _constraints.CheckAsync(parameters, cancellationToken).ConfigureAwait(false);
        var document = ToolText.Write(definition);
        var stored = new NewDefinition(DefinitionKind.Tool, definition.Name, document, ContentHash.Of(document), CatalogText.Describe(definition.Description));
        return await PutAsync(stored, condition, cancellationToken).ConfigureAwait(false);
    }

    private protected override StoredTool Read(StoredDefinition stored)
        => new(stored.Item.Name, stored.Item.Version, stored.Item.Hash, stored.Item.CreatedAt, ToolText.Read(stored.Item.Name, stored.Document));

    private protected override CatalogItem ItemOf(StoredTool entry)
        => new(entry.Name, entry.Version, entry.Hash, entry.CreatedAt, CatalogText.Describe(entry.Definition.Description));

    private protected override Exception Unknown(string reference) => new UnknownToolException(reference);

    private static StoredTool FromFile(string name, JsonElement json, DateTimeOffset writtenAt)
    {
        var definition = ToolText.Read(name, json);
        return new StoredTool(name, 1, ContentHash.Of(ToolText.Write(definition)), writtenAt, definition);
    }
}
