using StructGen.Api.Problems;

namespace StructGen.Cli;

/// <summary>What the process tells its caller; the whole list.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>The answer or instance is not valid, or the service is not ready.</summary>
    public const int NotValid = 1;

    /// <summary>Usage or bad input.</summary>
    public const int BadInput = 2;

    /// <summary>The model or the store cannot be used.</summary>
    public const int ModelUnusable = 3;

    /// <summary>The time ran out.</summary>
    public const int TimedOut = 4;

    /// <summary>A bug in structgen.</summary>
    public const int InternalError = 5;

    /// <summary>Ctrl-C.</summary>
    public const int Interrupted = 130;

    /// <summary>The exit code of a problem.</summary>
    public static int Of(Problem problem) => problem.Kind.Status switch
    {
        500 => InternalError,
        502 => NotValid,
        _ when problem.Kind == ProblemKind.AbsentValue => NotValid,
        429 or 503 => ModelUnusable,
        504 => TimedOut,
        _ when problem.Kind == ProblemKind.UnknownModel => ModelUnusable,
        _ => BadInput,
    };
}
