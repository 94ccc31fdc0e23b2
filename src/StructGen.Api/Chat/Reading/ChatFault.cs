using StructGen.Api.Problems;

namespace StructGen.Api.Chat.Reading;

/// <summary>Faults of a request, each tied to a member.</summary>
internal static class ChatFault
{
    /// <summary>A member that is wrong.</summary>
    public static ProblemException At(string param, string message, string? code = null)
        => new(new Problem(ProblemKind.MalformedRequest, message) { Place = param, Code = code });

    /// <summary>A member that means something and is not done here.</summary>
    public static ProblemException Unsupported(string param, string message) => At(param, message, "unsupported_parameter");
}
