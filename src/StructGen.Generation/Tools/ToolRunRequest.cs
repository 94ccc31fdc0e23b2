namespace StructGen.Generation.Tools;

/// <summary>A request whose calls are made here, and whose results go back to the model until it answers. Immutable.</summary>
/// <param name="Call">The request. A choice that forces a call applies to the first iteration; the model may answer after it. The time is for the whole run.</param>
public sealed record ToolRunRequest(ToolCallRequest Call)
{
    /// <summary>Iterations of a run that names none.</summary>
    public const int DefaultIterations = 5;

    /// <summary>Most times that the model is asked. Default: 5.</summary>
    public int MaxIterations { get; init; } = DefaultIterations;
}
