using StructGen.Api.ToolCalls;
using StructGen.Generation.Tools;

namespace StructGen.Api.ToolRuns;

/// <summary>A request in words and the tools that may be run for it.</summary>
public sealed record ToolRunBody : ToolCallBody
{
    /// <summary>Most times that the model is asked. Default: 5; the configuration has the most.</summary>
    /// <example>5</example>
    public int? MaxIterations { get; init; }

    internal ToolRunRequest ToRun() => new(ToRequest()) { MaxIterations = MaxIterations ?? ToolRunRequest.DefaultIterations };
}
