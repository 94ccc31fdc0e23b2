using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StructGen.Generation.Planning;
using StructGen.Generation.Telemetry;
using StructGen.Generation.Tools;

namespace StructGen.Generation.Catalogs;

/// <summary>Registered tools and tool files under one roof; a stored tool wins over a file of the same name. Safe to share between threads.</summary>
public sealed class ToolCatalog
{
    private const string Suffix = ".tool.json";
    private readonly CatalogFiles<StoredTool> _files;
    private readonly IToolStore? _store;
    private readonly ConstraintCache _constraints;

    internal ToolCatalog(IOptions<StructGenOptions> options, ConstraintCache constraints, IToolStore? store, ILogger<ToolCatalog>? logger)
    {
        _files = CatalogFiles<StoredTool>.Read(Path.Combine(options.Value.Schemas.Path, "tools"), Suffix, Read);
        _constraints = constraints;
        _store = store;
        foreach (var fault in _files.Faults) logger?.CatalogFileRefused(fault.Message);
    }

    /// <summary>A tool by <c>name</c>, <c>name@version</c> or <c>name@latest</c>.</summary>
    /// <exception cref="UnknownToolException">There is none.</exception>
    /// <exception cref="StructGen.Constraints.InvalidSchemaException">There is a file of this name and it is no tool.</exception>
    public async ValueTask<StoredTool> GetAsync(string reference, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (CatalogReference.TryParse(reference) is not { } wanted) throw new UnknownToolException(reference);
        var stored = _store is null ? null : await _store.GetAsync(wanted.Name, wanted.Version, cancellationToken).ConfigureAwait(false);
        return stored ?? (wanted.Version is null or 1 ? _files.Find(wanted.Name) : null) ?? throw new UnknownToolException(reference);
    }

    /// <summary>Checks and registers a tool; one that changes nothing makes no version.</summary>
    /// <param name="definition">The tool, with its name.</param>
    /// <param name="expectedHash">The hash that the newest version must have (If-Match); null asks for nothing.</param>
    /// <param name="cancellationToken">Cancels the change.</param>
    /// <exception cref="Requests.MalformedRequestException">The name cannot be one.</exception>
    /// <exception cref="StructGen.Constraints.ConstraintException">Its parameters are no schema, nothing satisfies them, or they pass a limit.</exception>
    /// <exception cref="VersionConflictException">The newest version has another hash than expected.</exception>
    /// <exception cref="InvalidOperationException">No store is registered.</exception>
    public async ValueTask<CatalogChange<StoredTool>> PutAsync(ToolDefinition definition, string? expectedHash = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ToolSet.Check(definition);
        if (definition.Parameters is { } parameters) await _constraints.CheckAsync(parameters, cancellationToken).ConfigureAwait(false);
        return await Store.PutAsync(definition, Hash(definition), expectedHash, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The newest versions, ordered by name (ordinal), files included.</summary>
    public async ValueTask<CatalogPage<StoredTool>> ListAsync(string? after = null, int limit = 100, CancellationToken cancellationToken = default)
    {
        var stored = _store is null ? null : await _store.ListAsync(after, limit, cancellationToken).ConfigureAwait(false);
        return CatalogPages.Join(stored, _files.Entries, tool => tool.Name, after, limit);
    }

    /// <summary>Forgets a registered tool; false where there was none. A file of the name shows again.</summary>
    /// <exception cref="InvalidOperationException">No store is registered.</exception>
    public ValueTask<bool> DeleteAsync(string name, CancellationToken cancellationToken = default) => Store.DeleteAsync(name, cancellationToken);

    private IToolStore Store => _store ?? throw new InvalidOperationException("Tools cannot be registered: no IToolStore is among the services.");

    private static string Hash(ToolDefinition definition) => ContentHash.Of(ToolText.Write(definition));

    private static StoredTool Read(string name, JsonElement json, DateTimeOffset writtenAt)
    {
        var definition = ToolText.Read(name, json);
        return new StoredTool(name, 1, Hash(definition), writtenAt, definition);
    }
}
