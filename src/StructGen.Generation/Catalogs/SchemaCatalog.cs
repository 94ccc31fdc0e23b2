using System.Text.Json;

namespace StructGen.Generation.Catalogs;

/// <summary>Registered schemas and schema files under one roof; a stored schema wins over a file of the same name. Safe to share between threads.</summary>
public sealed class SchemaCatalog
{
    /// <summary>A schema by <c>name</c>, <c>name@version</c> or <c>name@latest</c>.</summary>
    /// <exception cref="UnknownSchemaException">There is none.</exception>
    public ValueTask<StoredSchema> GetAsync(string reference, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Checks and registers a schema; one that changes nothing makes no version.</summary>
    /// <param name="name">Letters, digits, <c>.</c>, <c>_</c> and <c>-</c>, beginning with a letter or digit, at most 128 characters.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="expectedHash">The hash that the newest version must have (If-Match); null asks for nothing.</param>
    /// <param name="cancellationToken">Cancels the change.</param>
    /// <exception cref="StructGen.Constraints.ConstraintException">It is no schema, nothing satisfies it, or it passes a limit.</exception>
    /// <exception cref="VersionConflictException">The newest version has another hash than expected.</exception>
    public ValueTask<CatalogChange<StoredSchema>> PutAsync(string name, JsonElement schema, string? expectedHash = null, CancellationToken cancellationToken = default)
        => throw new NotImplementedException();

    /// <summary>The newest versions, ordered by name (ordinal), files included.</summary>
    public ValueTask<CatalogPage<StoredSchema>> ListAsync(string? after = null, int limit = 100, CancellationToken cancellationToken = default)
        => throw new NotImplementedException();

    /// <summary>Forgets a registered schema; false where there was none. A file of the name shows again.</summary>
    public ValueTask<bool> DeleteAsync(string name, CancellationToken cancellationToken = default) => throw new NotImplementedException();
}
