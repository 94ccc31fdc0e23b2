using StructGen.Generation.Tools;

namespace StructGen.Generation.Catalogs;

/// <summary>Where registered tools are kept. Safe to share between threads; the caller has checked names and parameters.</summary>
public interface IToolStore
{
    /// <summary>A tool, or null where there is none.</summary>
    /// <param name="name">The name.</param>
    /// <param name="version">The version; null is the newest.</param>
    /// <param name="cancellationToken">Cancels the look-up.</param>
    ValueTask<StoredTool?> GetAsync(string name, int? version, CancellationToken cancellationToken);

    /// <summary>Registers a tool; one with the newest version's hash changes nothing.</summary>
    /// <param name="definition">The tool, with its name.</param>
    /// <param name="hash">Its hash as in <see cref="StoredTool.Hash"/>.</param>
    /// <param name="expectedHash">The hash that the newest version must have (If-Match); null asks for nothing.</param>
    /// <param name="cancellationToken">Cancels the change.</param>
    /// <exception cref="VersionConflictException">The newest version has another hash than expected.</exception>
    ValueTask<CatalogChange<StoredTool>> PutAsync(ToolDefinition definition, string hash, string? expectedHash, CancellationToken cancellationToken);

    /// <summary>The newest versions, ordered by name (ordinal).</summary>
    /// <param name="after">Names after this one; null starts at the first.</param>
    /// <param name="limit">Most items of the page.</param>
    /// <param name="cancellationToken">Cancels the look-up.</param>
    ValueTask<CatalogPage<StoredTool>> ListAsync(string? after, int limit, CancellationToken cancellationToken);

    /// <summary>Forgets all versions of a name; false where there was none.</summary>
    ValueTask<bool> DeleteAsync(string name, CancellationToken cancellationToken);
}
