namespace StructGen.Generation.Requests;

/// <summary>A request that contradicts itself or asks for what cannot be: the caller's fault.</summary>
/// <param name="pointer">JSON pointer of the member concerned, such as <c>/mode</c>.</param>
/// <param name="message">What is wrong and what to write instead; safe to show to a client.</param>
public sealed class MalformedRequestException(string pointer, string message) : Exception(message)
{
    /// <summary>JSON pointer of the member concerned.</summary>
    public string Pointer { get; } = pointer;
}
