using StructGen.Constraints;

namespace StructGen.Generation.Chats;

/// <summary>One of the schemas in a request cannot be used: the answer's, or a tool's parameters.</summary>
/// <param name="pointer">JSON pointer of the request's member that holds it: <c>/format</c> or <c>/tools/2/parameters</c>.</param>
/// <param name="fault">What is wrong with it, with pointers into the schema.</param>
public sealed class RequestPartException(string pointer, ConstraintException fault) : Exception(fault.Message, fault)
{
    /// <summary>The member that holds the schema.</summary>
    public string Pointer { get; } = pointer;

    /// <summary>What is wrong.</summary>
    public ConstraintException Fault { get; } = fault;
}
