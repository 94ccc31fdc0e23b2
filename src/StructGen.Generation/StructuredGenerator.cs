using System.Text.Json;
using StructGen.Constraints;
using StructGen.Generation.Requests;
using StructGen.Generation.Tools;

namespace StructGen.Generation;

/// <summary>A schema and a text in, validated data out: how one answer is made. Safe to share between threads.</summary>
/// <remarks>
/// The caller's faults are exceptions: <see cref="MalformedRequestException"/>, <see cref="RequestTooLargeException"/>,
/// <see cref="Catalogs.UnknownSchemaException"/>, <see cref="Catalogs.UnknownToolException"/>, <see cref="Models.UnknownModelException"/>,
/// <see cref="Models.ContextExceededException"/>, <see cref="ConstraintException"/> and its kin, and Prompting's InexpressibleException. So are
/// <see cref="Models.ModelUnavailableException"/> and <see cref="Models.OverloadedException"/>. The model's faults are values: <see cref="GenerationResult.Outcome"/>.
/// Cancellation passes through as <see cref="OperationCanceledException"/>.
/// </remarks>
public sealed class StructuredGenerator
{
    /// <summary>Makes one answer.</summary>
    public Task<GenerationResult> ExtractAsync(GenerationRequest request, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Makes one answer and tells of it on the way; the last event is <see cref="GenerationEnded"/>.</summary>
    /// <remarks>Who stops enumerating stops the generation.</remarks>
    public IAsyncEnumerable<GenerationEvent> ExtractStreamingAsync(GenerationRequest request, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Lets a model call tools.</summary>
    public Task<ToolCallResult> CallToolsAsync(ToolCallRequest request, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>The prompt that prompt mode would send; no model is called.</summary>
    public Task<PromptPreview> BuildPromptAsync(GenerationRequest request, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Reads what some model wrote as an answer.</summary>
    public ParseResult ParseAnswer(ParseRequest request) => throw new NotImplementedException();

    /// <summary>What becomes of every keyword of a schema in grammar mode; nothing is refused but what is no schema, unsatisfiable or beyond a limit.</summary>
    /// <exception cref="ConstraintException">It is no schema, nothing satisfies it, or it passes a limit.</exception>
    public Task<EnforcementReport> CheckSchemaAsync(JsonElement schema, CancellationToken cancellationToken = default) => throw new NotImplementedException();
}
