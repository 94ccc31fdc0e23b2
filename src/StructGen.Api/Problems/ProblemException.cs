namespace StructGen.Api.Problems;

/// <summary>Carries a problem from where it is found to the one place that answers with it.</summary>
internal sealed class ProblemException(Problem problem) : Exception(problem.Detail)
{
    public ProblemException(ProblemKind kind, string detail)
        : this(new Problem(kind, detail))
    {
    }

    /// <summary>What is wrong.</summary>
    public Problem Problem { get; } = problem;
}
