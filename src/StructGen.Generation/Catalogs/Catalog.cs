using Microsoft.Extensions.Logging;
using StructGen.Generation.Requests;
using StructGen.Generation.Telemetry;

namespace StructGen.Generation.Catalogs;

/// <summary>Registered definitions and files under one roof. Safe to share between threads.</summary>
/// <remarks>A file is version 1 of its name and lies below what is stored: the store's versions of that name begin at 2, and when they are deleted the file is the newest again.</remarks>
/// <typeparam name="T">What the catalog holds.</typeparam>
public abstract class Catalog<T>
    where T : class
{
    private readonly DefinitionKind _kind;
    private readonly CatalogFiles<T> _files;
    private readonly IDefinitionStore? _store;

    private protected Catalog(DefinitionKind kind, CatalogFiles<T> files, IDefinitionStore? store, ILogger? logger)
    {
        _kind = kind;
        _files = files;
        _store = store;
        if (logger is null) return;
        foreach (var fault in _files.Faults) logger.CatalogFileRefused(fault.Message);
    }

    /// <summary>A definition by <c>name</c>, <c>name@version</c> or <c>name@latest</c>.</summary>
    /// <exception cref="UnknownSchemaException">There is no such schema.</exception>
    /// <exception cref="UnknownToolException">There is no such tool.</exception>
    /// <exception cref="StructGen.Constraints.InvalidSchemaException">There is a file of this name and it cannot be used.</exception>
    public async ValueTask<T> GetAsync(string reference, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (CatalogReference.TryParse(reference) is not { } wanted) throw Unknown(reference);
        var stored = _store is null ? null : await _store.FindAsync(_kind, wanted.Name, wanted.Version, cancellationToken).ConfigureAwait(false);
        if (stored is not null) return Read(stored);
        return (wanted.Version is null or 1 ? _files.Find(wanted.Name) : null) ?? throw Unknown(reference);
    }

    /// <summary>The newest version of each name, files included, ordered by name (ordinal).</summary>
    public async ValueTask<CatalogPage> ListAsync(CatalogQuery? query = null, CancellationToken cancellationToken = default)
    {
        query ??= new CatalogQuery();
        var stored = _store is null ? new CatalogPage([], null) : await _store.ListAsync(_kind, query, cancellationToken).ConfigureAwait(false);
        var files = new List<CatalogItem>();
        foreach (var file in _files.Entries.Select(ItemOf).Where(file => query.Search is null || CatalogText.Matches(file, query.Search)))
        {
            // A search finds a file only while it is the newest of its name: what lies over it may not match.
            if (query.Search is null || _store is null || await _store.FindAsync(_kind, file.Name, null, cancellationToken).ConfigureAwait(false) is null) files.Add(file);
        }

        return CatalogLists.Join(stored, files, query);
    }

    /// <summary>The versions of a name from the first, without their texts. <see cref="CatalogQuery.After"/> is a version.</summary>
    /// <exception cref="UnknownSchemaException">There is no such schema.</exception>
    /// <exception cref="UnknownToolException">There is no such tool.</exception>
    public async ValueTask<CatalogPage> ListVersionsAsync(string name, CatalogQuery? query = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        query ??= new CatalogQuery();
        if (!CatalogReference.IsName(name)) throw Unknown(name);
        var stored = _store is null ? new CatalogPage([], null) : await _store.ListVersionsAsync(_kind, name, query, cancellationToken).ConfigureAwait(false);
        if (FileOf(name) is { } file) return CatalogLists.Begin(file, stored, query);
        return stored.Items.Count > 0 || query.After is not null ? stored : throw Unknown(name);
    }

    /// <summary>Forgets a registered definition: all versions of <c>name</c>, or the one of <c>name@version</c>. A file of the name shows again when nothing is stored over it.</summary>
    /// <exception cref="UnknownSchemaException">No such schema is stored; files cannot be deleted here.</exception>
    /// <exception cref="UnknownToolException">No such tool is stored; files cannot be deleted here.</exception>
    /// <exception cref="VersionConflictException">The condition does not hold.</exception>
    /// <exception cref="InvalidOperationException">No store is registered.</exception>
    public async ValueTask DeleteAsync(string reference, WriteCondition? condition = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var wanted = CatalogReference.TryParse(reference) ?? throw Unknown(reference);
        if (wanted.Version is null && reference != wanted.Name)
            throw new MalformedRequestException("/name", $"'{reference}' can be another version when the request arrives: name the version to be deleted, or '{wanted.Name}' for all.");
        if (!await Store.DeleteAsync(_kind, wanted.Name, wanted.Version, condition ?? WriteCondition.None, cancellationToken).ConfigureAwait(false)) throw Unknown(reference);
    }

    private protected ValueTask<CatalogChange> PutAsync(NewDefinition definition, WriteCondition? condition, CancellationToken cancellationToken)
        => Store.PutAsync(definition with { File = FileOf(definition.Name) }, condition ?? WriteCondition.None, cancellationToken);

    private protected abstract T Read(StoredDefinition stored);

    private protected abstract CatalogItem ItemOf(T entry);

    private protected abstract Exception Unknown(string reference);

    private IDefinitionStore Store => _store ?? throw new InvalidOperationException($"Nothing can be registered: no {nameof(IDefinitionStore)} is among the services.");

    private CatalogItem? FileOf(string name) => _files.TryFind(name) is { } file ? ItemOf(file) : null;
}
