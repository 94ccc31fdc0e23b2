using System.Text.Json;
using StructGen.Constraints.Schemas;
using StructGen.Constraints.Validation;

namespace StructGen.Constraints;

/// <summary>Answers whether an instance satisfies a JSON Schema (drafts 4, 6, 7, 2019-09, 2020-12), and if not, where and why.</summary>
/// <remarks>
/// Immutable and safe to share between threads. Numbers compare by value at any size, lengths count code points, of members with the same name the last
/// one counts. An instance nested deeper than <see cref="ConstraintLimits.Depth"/>, or with a number of more than 100,000 digits that must be compared, is invalid, with an error that says so.
/// </remarks>
public sealed class SchemaValidator
{
    private readonly ValidationPlan _plan;

    private SchemaValidator(ValidationPlan plan) => _plan = plan;

    /// <summary>Reads a schema and makes it ready.</summary>
    /// <param name="schema">The schema; its document may be disposed afterwards.</param>
    /// <param name="options">Formats, registered documents, limits; <see cref="SchemaValidatorOptions.Default"/> when null.</param>
    /// <exception cref="InvalidSchemaException">The schema is no schema; all errors are named.</exception>
    /// <exception cref="ConstraintLimitException">The schema passes a limit.</exception>
    public static SchemaValidator Create(JsonElement schema, SchemaValidatorOptions? options = null)
    {
        options ??= SchemaValidatorOptions.Default;
        var reading = new SchemaReaderOptions { Limits = options.Limits, Documents = options.RegisteredDocuments };
        return Create(SchemaReader.Read(schema, reading), options);
    }

    /// <summary>Makes a schema ready that was read already.</summary>
    internal static SchemaValidator Create(SchemaGraph graph, SchemaValidatorOptions options)
        => new(ValidationPlan.Create(graph, options.AssertFormats, options.Limits));

    /// <summary>Whether an instance is valid; faster than <see cref="Validate"/>.</summary>
    /// <param name="instance">The value.</param>
    /// <param name="cancellation">Stops the work within some hundred steps.</param>
    /// <exception cref="ConstraintLimitException">Deciding would pass a limit (a pattern with back-references that runs too long).</exception>
    /// <exception cref="OperationCanceledException">The caller has given up.</exception>
    public bool IsValid(JsonElement instance, CancellationToken cancellation = default)
    {
        var instances = new InstanceReader(_plan.Limits.Depth);
        if (instances.Read(instance) is not { } value) return false;
        var evaluator = new SchemaEvaluator(_plan, instances, cancellation);
        try
        {
            return evaluator.Holds(_plan.Root, value, evaluator.RootScope);
        }
        catch (NumberLimitException)
        {
            return false;
        }
    }

    /// <summary>The violations of the schema by an instance, up to <see cref="ValidationReport.MostErrors"/>. Of failed alternatives (<c>anyOf</c>, <c>oneOf</c>) the closest is explained.</summary>
    /// <param name="instance">The value.</param>
    /// <param name="cancellation">Stops the work within some hundred steps.</param>
    /// <exception cref="ConstraintLimitException">Deciding would pass a limit (a pattern with back-references that runs too long).</exception>
    /// <exception cref="OperationCanceledException">The caller has given up.</exception>
    public ValidationReport Validate(JsonElement instance, CancellationToken cancellation = default)
    {
        var instances = new InstanceReader(_plan.Limits.Depth);
        if (instances.Read(instance) is not { } value)
            return new ValidationReport([new ValidationError("", "", "", $"The value is nested deeper than {_plan.Limits.Depth} levels; flatten it.")]);
        var evaluator = new SchemaEvaluator(_plan, instances, cancellation);
        try
        {
            if (evaluator.Holds(_plan.Root, value, evaluator.RootScope)) return ValidationReport.Valid;
            evaluator.RememberAll();
            return ValidationReport.Of(new SchemaExplainer(_plan, evaluator, instances).Explain(_plan.Root, value, evaluator.RootScope));
        }
        catch (NumberLimitException exception)
        {
            return new ValidationReport([exception.ToError()]);
        }
    }
}
