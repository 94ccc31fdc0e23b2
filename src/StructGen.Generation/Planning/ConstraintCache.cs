using System.Text.Json;
using Microsoft.Extensions.Options;
using StructGen.Constraints;
using StructGen.Generation.Catalogs;
using StructGen.Generation.Compiling;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Planning;

/// <summary>Compiled constraints by schema × vocabulary × options: each compiled once, in the compile queue, and kept while it is used.</summary>
/// <remarks>Safe to share between threads. Vocabularies are told apart by reference: a model keeps its own for life.</remarks>
/// <param name="options">How many are kept.</param>
/// <param name="compile">Compiles; tests put their own in place of the engine.</param>
/// <param name="queue">Where it is done; null is a queue of its own.</param>
internal sealed class ConstraintCache(IOptions<StructGenOptions> options, ConstraintCache.Compile? compile = null, CompileQueue? queue = null)
{
    public delegate CompiledConstraint Compile(JsonElement schema, Vocabulary vocabulary, ConstraintOptions options);

    private readonly CompileQueue _queue = queue ??= new CompileQueue(options.Value.Limits);
    private readonly RecentlyUsed<Key, CompiledConstraint> _compiled = new(options.Value.Limits.CachedSchemas, queue, options.Value.Limits.CachedSchemaBytes);

    private readonly RecentlyUsed<string, EnforcementReport> _reports = new(options.Value.Limits.CachedSchemas, queue, options.Value.Limits.CachedSchemaBytes);

    /// <summary>Number of constraints kept.</summary>
    public int Count => _compiled.Count;

    /// <exception cref="ConstraintException">The schema cannot be compiled.</exception>
    public ValueTask<CompiledConstraint> GetAsync(JsonElement schema, string hash, Vocabulary vocabulary, ConstraintOptions constraint, CancellationToken cancellationToken)
        => _compiled.GetAsync(new Key(hash, vocabulary, constraint), token => CompileNow(schema, vocabulary, constraint, token), cancellationToken);

    /// <summary>A constraint on plain text: what a regular expression matches.</summary>
    /// <exception cref="ConstraintException">The expression cannot be compiled.</exception>
    public ValueTask<CompiledConstraint> GetPatternAsync(string expression, Vocabulary vocabulary, CancellationToken cancellationToken)
        => _compiled.GetAsync(new Key("pattern " + expression, vocabulary, ConstraintOptions.Default), _ => new ConstraintCompiler(vocabulary).CompileRegex(expression), cancellationToken);

    /// <summary>A constraint on plain text: one of some texts.</summary>
    /// <exception cref="ConstraintException">There is none, or too many.</exception>
    public ValueTask<CompiledConstraint> GetChoiceAsync(IReadOnlyList<string> choices, Vocabulary vocabulary, CancellationToken cancellationToken)
        => _compiled.GetAsync(
            new Key("choice " + JsonSerializer.Serialize(choices), vocabulary, ConstraintOptions.Default), _ => new ConstraintCompiler(vocabulary).CompileChoice([.. choices]), cancellationToken);

    /// <summary>What becomes of every keyword; nothing is refused but what is no schema, unsatisfiable or beyond a limit. Only the report is kept, and apart: a check must not push out what generates.</summary>
    /// <exception cref="ConstraintException">It is.</exception>
    public async ValueTask<EnforcementReport> CheckAsync(JsonElement schema, CancellationToken cancellationToken, SamplingOptions? sampling = null)
    {
        var lenient = MaskOptions.Of(sampling ?? SamplingOptions.Default, isLenient: true);
        var own = schema.Clone(); // A caller who leaves takes his document with him while this still compiles.
        return await _reports.GetAsync(ContentHash.Of(own), token => CompileNow(own, ByteVocabulary.Shared, lenient, token).Report, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The schema as a grammar for llama.cpp; nothing is kept.</summary>
    /// <exception cref="ConstraintException">The schema cannot be compiled, or the grammar is too large.</exception>
    public async ValueTask<GbnfGrammar> WriteGbnfAsync(JsonElement schema, CancellationToken cancellationToken)
    {
        var own = schema.Clone();
        return await _queue.RunAsync(token => CompileNow(own, ByteVocabulary.Shared, ConstraintOptions.Default, token).ToGbnf(), cancellationToken).ConfigureAwait(false);
    }

    private CompiledConstraint CompileNow(JsonElement schema, Vocabulary vocabulary, ConstraintOptions constraint, CancellationToken cancellation)
        => compile is null ? new ConstraintCompiler(vocabulary).Compile(schema, constraint, cancellation) : compile(schema, vocabulary, constraint);

    private readonly record struct Key(string Hash, Vocabulary Vocabulary, ConstraintOptions Options);
}
