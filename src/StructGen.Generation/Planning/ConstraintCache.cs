using System.Text.Json;
using Microsoft.Extensions.Options;
using StructGen.Constraints;
using StructGen.Generation.Catalogs;

namespace StructGen.Generation.Planning;

/// <summary>Compiled constraints by schema × vocabulary × options: each compiled once, off the request's thread, and kept while it is used.</summary>
/// <remarks>Safe to share between threads. Vocabularies are told apart by reference: a model keeps its own for life.</remarks>
internal sealed class ConstraintCache(IOptions<StructGenOptions> options)
{
    private readonly RecentlyUsed<Key, CompiledConstraint> _compiled = new(options.Value.Limits.CachedSchemas);

    /// <summary>Number of constraints kept.</summary>
    public int Count => _compiled.Count;

    /// <exception cref="ConstraintException">The schema cannot be compiled.</exception>
    public ValueTask<CompiledConstraint> GetAsync(JsonElement schema, string hash, Vocabulary vocabulary, ConstraintOptions constraint, CancellationToken cancellationToken)
        => _compiled.GetAsync(new Key(hash, vocabulary, constraint), _ => new ConstraintCompiler(vocabulary).Compile(schema, constraint), cancellationToken);

    /// <summary>What becomes of every keyword; nothing is refused but what is no schema, unsatisfiable or beyond a limit.</summary>
    /// <exception cref="ConstraintException">It is.</exception>
    public async ValueTask<EnforcementReport> CheckAsync(JsonElement schema, CancellationToken cancellationToken)
    {
        var lenient = ConstraintOptions.Default with { Lenient = true };
        return (await GetAsync(schema.Clone(), ContentHash.Of(schema), ByteVocabulary.Shared, lenient, cancellationToken).ConfigureAwait(false)).Report;
    }

    private readonly record struct Key(string Hash, Vocabulary Vocabulary, ConstraintOptions Options);
}
