using StructGen.Generation.Tools;

namespace StructGen.Generation.Catalogs;

/// <summary>Registered tools and tool files under one roof; a stored tool wins over a file of the same name. Safe to share between threads.</summary>
public sealed class ToolCatalog
{
    /// <summary>A tool by <c>name</c>, <c>name@version</c> or <c>name@latest</c>.</summary>
    /// <exception cref="UnknownToolException">There is none.</exception>
    public ValueTask<StoredTool> GetAsync(string reference, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Checks and registers a tool; one that changes nothing makes no version.</summary>
    /// <param name="definition">The tool, with its name.</param>
    /// <param name="expectedHash">The hash that the newest version must have (If-Match); null asks for nothing.</param>
    /// <param name="cancellationToken">Cancels the change.</param>
    /// <exception cref="StructGen.Constraints.ConstraintException">Its parameters are no schema, nothing satisfies them, or they pass a limit.</exception>
    /// <exception cref="VersionConflictException">The newest version has another hash than expected.</exception>
    public ValueTask<CatalogChange<StoredTool>> PutAsync(ToolDefinition definition, string? expectedHash = null, CancellationToken cancellationToken = default)
        => throw new NotImplementedException();

    /// <summary>The newest versions, ordered by name (ordinal), files included.</summary>
    public ValueTask<CatalogPage<StoredTool>> ListAsync(string? after = null, int limit = 100, CancellationToken cancellationToken = default)
        => throw new NotImplementedException();

    /// <summary>Forgets a registered tool; false where there was none. A file of the name shows again.</summary>
    public ValueTask<bool> DeleteAsync(string name, CancellationToken cancellationToken = default) => throw new NotImplementedException();
}
