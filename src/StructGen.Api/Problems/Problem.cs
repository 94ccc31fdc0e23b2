using Microsoft.AspNetCore.Mvc;
using StructGen.Api.ToolRuns;
using StructGen.Generation.Requests;

namespace StructGen.Api.Problems;

/// <summary>One failed request, before it becomes RFC 9457 JSON or a line on a terminal. Holds only what a client may see.</summary>
/// <param name="Kind">Which failure.</param>
/// <param name="Detail">What is particular to this one, with its remedy.</param>
internal sealed record Problem(ProblemKind Kind, string Detail)
{
    /// <summary>What is particular to this one, with its remedy; cut to what anybody reads.</summary>
    public string Detail { get; init => field = ProblemBounds.Detail(value); } = ProblemBounds.Detail(Detail);

    /// <summary>The reasons, each tied to a place; the first ones where there are many.</summary>
    public IReadOnlyList<ProblemError> Errors { get; init => field = ProblemBounds.Of(value); } = [];

    /// <summary>What the model did before it failed.</summary>
    public IReadOnlyList<GenerationAttempt> Attempts { get; init; } = [];

    /// <summary>The calls that were made before it failed: what they did is done.</summary>
    public IReadOnlyList<ToolRunTurn> Steps { get; init; } = [];

    /// <summary>The request's member in OpenAI's notation, where its clients asked.</summary>
    public string? Place { get; init => field = value is null ? null : ReportBounds.Cut(value, ReportBounds.MostPointer); }

    /// <summary>A code of its own in OpenAI's form; null is the kind's.</summary>
    public string? Code { get; init; }

    /// <summary>When to ask again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The wire form.</summary>
    public ProblemDetails ToDetails()
    {
        var details = new ProblemDetails { Type = Kind.Type, Title = Kind.Title, Status = Kind.Status, Detail = Detail };
        if (Errors.Count > 0)
            details.Extensions["errors"] = Errors;
        if (Attempts.Count > 0)
            details.Extensions["attempts"] = Attempts;
        if (Steps.Count > 0)
            details.Extensions["steps"] = Steps;
        return details;
    }
}
