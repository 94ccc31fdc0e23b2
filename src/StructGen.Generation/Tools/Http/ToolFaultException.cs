namespace StructGen.Generation.Tools.Http;

/// <summary>A call that is not made or whose answer is not taken.</summary>
/// <param name="message">Why, in words that the model and the client may read.</param>
internal sealed class ToolFaultException(string message) : Exception(message);
