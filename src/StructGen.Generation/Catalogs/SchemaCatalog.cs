using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StructGen.Generation.Compatibility;
using StructGen.Generation.Compiling;
using StructGen.Generation.Planning;

namespace StructGen.Generation.Catalogs;

/// <summary>Schemas by name: registered ones, and files. Safe to share between threads.</summary>
public sealed class SchemaCatalog : Catalog<StoredSchema>
{
    private const string Suffix = ".schema.json";
    private readonly ConstraintCache _constraints;
    private readonly SchemaComparer _comparer;

    internal SchemaCatalog(IOptions<StructGenOptions> options, ConstraintCache constraints, CompileQueue queue, IDefinitionStore? store, TimeProvider time, ILogger<SchemaCatalog>? logger)
        : base(DefinitionKind.Schema, CatalogFiles<StoredSchema>.Read(options.Value.Schemas.Path, Suffix, FromFile), store, logger)
    {
        _constraints = constraints;
        _comparer = new SchemaComparer(queue, time);
    }

    /// <summary>Checks and registers a schema; one that changes nothing makes no version.</summary>
    /// <param name="name">Letters, digits, <c>.</c>, <c>_</c> and <c>-</c>, beginning with a letter or digit, at most 128 characters.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="condition">What must be so; null asks for nothing.</param>
    /// <param name="compatibility">What the newest version and this one must have to do with each other.</param>
    /// <param name="cancellationToken">Cancels the change.</param>
    /// <exception cref="Requests.MalformedRequestException">The name cannot be one.</exception>
    /// <exception cref="StructGen.Constraints.ConstraintException">It is no schema, nothing satisfies it, or it passes a limit.</exception>
    /// <exception cref="VersionConflictException">The condition does not hold.</exception>
    /// <exception cref="IncompatibleSchemaException">It breaks what <paramref name="compatibility"/> asks for, or keeping to it cannot be proved.</exception>
    /// <exception cref="InvalidOperationException">No store is registered.</exception>
    public async ValueTask<RegisteredSchema> PutAsync(
        string name, JsonElement schema, WriteCondition? condition = null, CompatibilityRule compatibility = CompatibilityRule.None, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        CatalogReference.CheckName(name);
        var report = await _constraints.CheckAsync(schema, cancellationToken).ConfigureAwait(false);
        var definition = new NewDefinition(DefinitionKind.Schema, name, schema.Clone(), ContentHash.Of(schema), CatalogText.Describe(schema));
        var change = compatibility == CompatibilityRule.None
            ? await PutAsync(definition, condition, cancellationToken).ConfigureAwait(false)
            : await PutCompatibleAsync(definition, condition ?? WriteCondition.None, compatibility, cancellationToken).ConfigureAwait(false);
        return new RegisteredSchema(change.Item, change.Created, report);
    }

    /// <summary>What changed between two versions, and whether each accepts the other's instances. Takes seconds at most.</summary>
    /// <param name="from">The earlier version.</param>
    /// <param name="to">The later version.</param>
    /// <param name="cancellationToken">Ends the comparison.</param>
    public Task<SchemaDifference> CompareAsync(StoredSchema from, StoredSchema to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        return _comparer.CompareAsync(from.Schema, to.Schema, cancellationToken);
    }

    private protected override StoredSchema Read(StoredDefinition stored)
        => new(stored.Item.Name, stored.Item.Version, stored.Item.Hash, stored.Item.CreatedAt, stored.Document);

    private protected override CatalogItem ItemOf(StoredSchema entry)
        => new(entry.Name, entry.Version, entry.Hash, entry.CreatedAt, CatalogText.Describe(entry.Schema));

    private protected override Exception Unknown(string reference) => new UnknownSchemaException(reference);

    private static StoredSchema FromFile(string name, JsonElement schema, DateTimeOffset writtenAt) => new(name, 1, ContentHash.Of(schema), writtenAt, schema);

    /// <summary>Compares with the newest version and writes only if that is still the newest; otherwise compares again.</summary>
    private async ValueTask<CatalogChange> PutCompatibleAsync(
        NewDefinition definition, WriteCondition condition, CompatibilityRule rule, CancellationToken cancellationToken)
    {
        while (true)
        {
            var newest = await FindNewestAsync(definition.Name, cancellationToken).ConfigureAwait(false);
            condition.Check(definition.Name, newest?.Hash);
            if (newest is not null && newest.Hash != definition.Hash)
            {
                var difference = await _comparer.CompareAsync(newest.Schema, definition.Document, cancellationToken).ConfigureAwait(false);
                IncompatibleSchemaException.ThrowIfBroken(newest, difference, rule);
            }

            try
            {
                var unchanged = newest is null ? new WriteCondition(Exists: false) : new WriteCondition(newest.Hash);
                return await PutAsync(definition, unchanged, cancellationToken).ConfigureAwait(false);
            }
            catch (VersionConflictException) when (condition == WriteCondition.None)
            {
                // Somebody registered another version while the two were compared.
            }
        }
    }

    private async ValueTask<StoredSchema?> FindNewestAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await GetAsync(name, cancellationToken).ConfigureAwait(false);
        }
        catch (UnknownSchemaException)
        {
            return null;
        }
    }
}
