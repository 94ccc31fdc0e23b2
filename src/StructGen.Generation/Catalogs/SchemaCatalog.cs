using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StructGen.Generation.Planning;
using StructGen.Generation.Telemetry;

namespace StructGen.Generation.Catalogs;

/// <summary>Registered schemas and schema files under one roof; a stored schema wins over a file of the same name. Safe to share between threads.</summary>
public sealed class SchemaCatalog
{
    private const string Suffix = ".schema.json";
    private readonly CatalogFiles<StoredSchema> _files;
    private readonly ISchemaStore? _store;
    private readonly ConstraintCache _constraints;

    internal SchemaCatalog(IOptions<StructGenOptions> options, ConstraintCache constraints, ISchemaStore? store, ILogger<SchemaCatalog>? logger)
    {
        _files = CatalogFiles<StoredSchema>.Read(
            options.Value.Schemas.Path, Suffix, (name, schema, writtenAt) => new StoredSchema(name, 1, ContentHash.Of(schema), writtenAt, schema));
        _constraints = constraints;
        _store = store;
        foreach (var fault in _files.Faults) logger?.CatalogFileRefused(fault.Message);
    }

    /// <summary>A schema by <c>name</c>, <c>name@version</c> or <c>name@latest</c>.</summary>
    /// <exception cref="UnknownSchemaException">There is none.</exception>
    /// <exception cref="StructGen.Constraints.InvalidSchemaException">There is a file of this name and it is not JSON.</exception>
    public async ValueTask<StoredSchema> GetAsync(string reference, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (CatalogReference.TryParse(reference) is not { } wanted) throw new UnknownSchemaException(reference);
        var stored = _store is null ? null : await _store.GetAsync(wanted.Name, wanted.Version, cancellationToken).ConfigureAwait(false);
        return stored ?? (wanted.Version is null or 1 ? _files.Find(wanted.Name) : null) ?? throw new UnknownSchemaException(reference);
    }

    /// <summary>Checks and registers a schema; one that changes nothing makes no version.</summary>
    /// <param name="name">Letters, digits, <c>.</c>, <c>_</c> and <c>-</c>, beginning with a letter or digit, at most 128 characters.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="expectedHash">The hash that the newest version must have (If-Match); null asks for nothing.</param>
    /// <param name="cancellationToken">Cancels the change.</param>
    /// <exception cref="Requests.MalformedRequestException">The name cannot be one.</exception>
    /// <exception cref="StructGen.Constraints.ConstraintException">It is no schema, nothing satisfies it, or it passes a limit.</exception>
    /// <exception cref="VersionConflictException">The newest version has another hash than expected.</exception>
    /// <exception cref="InvalidOperationException">No store is registered.</exception>
    public async ValueTask<CatalogChange<StoredSchema>> PutAsync(string name, JsonElement schema, string? expectedHash = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        CatalogReference.CheckName(name);
        await _constraints.CheckAsync(schema, cancellationToken).ConfigureAwait(false);
        return await Store.PutAsync(name, schema.Clone(), ContentHash.Of(schema), expectedHash, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The newest versions, ordered by name (ordinal), files included.</summary>
    public async ValueTask<CatalogPage<StoredSchema>> ListAsync(string? after = null, int limit = 100, CancellationToken cancellationToken = default)
    {
        var stored = _store is null ? null : await _store.ListAsync(after, limit, cancellationToken).ConfigureAwait(false);
        return CatalogPages.Join(stored, _files.Entries, schema => schema.Name, after, limit);
    }

    /// <summary>Forgets a registered schema; false where there was none. A file of the name shows again.</summary>
    /// <exception cref="InvalidOperationException">No store is registered.</exception>
    public ValueTask<bool> DeleteAsync(string name, CancellationToken cancellationToken = default) => Store.DeleteAsync(name, cancellationToken);

    private ISchemaStore Store => _store ?? throw new InvalidOperationException("Schemas cannot be registered: no ISchemaStore is among the services.");
}
