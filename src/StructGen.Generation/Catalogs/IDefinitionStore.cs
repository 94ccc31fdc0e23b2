namespace StructGen.Generation.Catalogs;

/// <summary>Where registered schemas and tools are kept. Safe to share between threads; the caller has checked names and documents.</summary>
/// <remarks>Versions never change. Their numbers go up by one and are never given twice. Every change is whole or not there at all.</remarks>
public interface IDefinitionStore
{
    /// <summary>A version, or null where there is none.</summary>
    /// <param name="kind">Schema or tool.</param>
    /// <param name="name">The name.</param>
    /// <param name="version">The version; null is the newest.</param>
    /// <param name="cancellationToken">Cancels the look-up.</param>
    ValueTask<StoredDefinition?> FindAsync(DefinitionKind kind, string name, int? version, CancellationToken cancellationToken);

    /// <summary>Writes the next version, unless the newest has the same hash. Changes of one name at the same time wait for each other.</summary>
    /// <exception cref="VersionConflictException">The condition does not hold.</exception>
    ValueTask<CatalogChange> PutAsync(NewDefinition definition, WriteCondition condition, CancellationToken cancellationToken);

    /// <summary>The newest version of each name, ordered by name (ordinal).</summary>
    ValueTask<CatalogPage> ListAsync(DefinitionKind kind, CatalogQuery query, CancellationToken cancellationToken);

    /// <summary>The versions of a name from the first; an empty page where there are none.</summary>
    ValueTask<CatalogPage> ListVersionsAsync(DefinitionKind kind, string name, CatalogQuery query, CancellationToken cancellationToken);

    /// <summary>Forgets a version, or all of a name.</summary>
    /// <param name="kind">Schema or tool.</param>
    /// <param name="name">The name.</param>
    /// <param name="version">The version; null is all.</param>
    /// <param name="condition">What must be so.</param>
    /// <param name="cancellationToken">Cancels the change.</param>
    /// <returns>False where there was nothing.</returns>
    /// <exception cref="VersionConflictException">The condition does not hold.</exception>
    ValueTask<bool> DeleteAsync(DefinitionKind kind, string name, int? version, WriteCondition condition, CancellationToken cancellationToken);
}
