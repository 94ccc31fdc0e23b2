using StructGen.Generation.Models;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Planning;

/// <summary>How a request will be answered, decided before anything slow happens. Immutable.</summary>
internal sealed record GenerationPlan
{
    /// <summary>Grammar, native or prompt; never auto.</summary>
    public required GenerationMode Mode { get; init; }

    /// <summary>The model.</summary>
    public required ModelDescription Model { get; init; }

    /// <summary>What the model writes.</summary>
    public AnswerSurface Surface { get; init; }

    /// <summary>How tokens are chosen.</summary>
    public required SamplingOptions Sampling { get; init; }

    /// <summary>Attempts in all: the first and the repairs.</summary>
    public required int Attempts { get; init; }

    /// <summary>Time for all attempts together.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>Whether the same prompt is sure to give the same answer: greedy decoding in this process.</summary>
    public bool IsRepeatable => Sampling.Temperature == 0 && Model.Modes.Contains(GenerationMode.Grammar);

    /// <summary>What the caller should know of the decisions.</summary>
    public IReadOnlyList<GenerationWarning> Warnings { get; init; } = [];
}
