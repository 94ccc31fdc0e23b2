using System.Text.Json;
using Microsoft.Extensions.Options;
using StructGen.Generation.Absence;
using StructGen.Generation.Catalogs;
using StructGen.Generation.Compiling;
using StructGen.Generation.Planning;
using StructGen.Generation.Prompting;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Validation;

/// <summary>Finds the schema of a request and makes it ready, each once while it is used. Safe to share between threads.</summary>
internal sealed class AnswerSchemas(SchemaCatalog catalog, CompileQueue queue, IOptions<StructGenOptions> options)
{
    private readonly RecentlyUsed<(string Hash, bool IsSpec, string? Name), AnswerSchema> _ready = new(options.Value.Limits.CachedSchemas, queue, options.Value.Limits.CachedSchemaBytes);
    private readonly RecentlyUsed<(string Hash, bool IsSpec, string Name, AbsencePolicy? Requested), AbsencePlan?> _absences = new(options.Value.Limits.CachedSchemas, queue, options.Value.Limits.CachedSchemaBytes);

    /// <exception cref="UnknownSchemaException">No schema of this name.</exception>
    /// <exception cref="StructGen.Constraints.ConstraintException">It is no schema, or passes a limit.</exception>
    public async ValueTask<AnswerSchema> FindAsync(GenerationRequest request, CancellationToken cancellationToken)
    {
        if (request.Spec is { } spec) return await GetAsync(spec, isSpec: true, null, cancellationToken).ConfigureAwait(false);
        if (request.Schema is { } inline) return await GetAsync(inline, isSpec: false, null, cancellationToken).ConfigureAwait(false);
        var stored = await catalog.GetAsync(request.SchemaName!, cancellationToken).ConfigureAwait(false);
        return await GetAsync(stored.Schema, isSpec: false, stored.Name, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes a schema or spec ready.</summary>
    public ValueTask<AnswerSchema> GetAsync(JsonElement document, bool isSpec, string? name, CancellationToken cancellationToken)
        => _ready.GetAsync((ContentHash.Of(document), isSpec, name), _ => Create(document.Clone(), isSpec, name), cancellationToken);

    /// <summary>How absence is told of for a schema; null where neither the request nor the schema speak of it.</summary>
    /// <exception cref="InexpressibleException">A policy lacks what it needs.</exception>
    public async ValueTask<AbsencePlan?> FindAbsenceAsync(AnswerSchema schema, AbsencePolicy? requested, CancellationToken cancellationToken)
        => requested is null && !schema.SpeaksOfAbsence
            ? null
            : await _absences.GetAsync((schema.Hash, schema.Source.IsSpec, schema.Source.RootId, requested), _ => AbsencePlan.Create(schema, requested), cancellationToken).ConfigureAwait(false);

    /// <summary>The same without keeping it.</summary>
    public static AnswerSchema Create(JsonElement document, bool isSpec, string? name = null)
    {
        var source = isSpec ? PromptSource.FromSpec(document) : PromptSource.FromSchema(document, name);
        var json = source.ToJsonSchema();
        return AnswerSchema.Create(source, json, ContentHash.Of(json));
    }
}
