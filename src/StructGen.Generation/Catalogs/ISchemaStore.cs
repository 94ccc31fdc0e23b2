using System.Text.Json;

namespace StructGen.Generation.Catalogs;

/// <summary>Where registered schemas are kept. Safe to share between threads; the caller has checked names and schemas.</summary>
public interface ISchemaStore
{
    /// <summary>A schema, or null where there is none.</summary>
    /// <param name="name">The name.</param>
    /// <param name="version">The version; null is the newest.</param>
    /// <param name="cancellationToken">Cancels the look-up.</param>
    ValueTask<StoredSchema?> GetAsync(string name, int? version, CancellationToken cancellationToken);

    /// <summary>Registers a schema; one with the newest version's hash changes nothing.</summary>
    /// <param name="name">The name.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="hash">Its hash as in <see cref="StoredSchema.Hash"/>.</param>
    /// <param name="expectedHash">The hash that the newest version must have (If-Match); null asks for nothing.</param>
    /// <param name="cancellationToken">Cancels the change.</param>
    /// <exception cref="VersionConflictException">The newest version has another hash than expected.</exception>
    ValueTask<CatalogChange<StoredSchema>> PutAsync(string name, JsonElement schema, string hash, string? expectedHash, CancellationToken cancellationToken);

    /// <summary>The newest versions, ordered by name (ordinal).</summary>
    /// <param name="after">Names after this one; null starts at the first.</param>
    /// <param name="limit">Most items of the page.</param>
    /// <param name="cancellationToken">Cancels the look-up.</param>
    ValueTask<CatalogPage<StoredSchema>> ListAsync(string? after, int limit, CancellationToken cancellationToken);

    /// <summary>Forgets all versions of a name; false where there was none.</summary>
    ValueTask<bool> DeleteAsync(string name, CancellationToken cancellationToken);
}
