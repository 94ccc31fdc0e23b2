namespace StructGen.Generation.Models;

/// <summary>Prompt and answer do not fit the model's context.</summary>
/// <param name="tokens">Tokens needed.</param>
/// <param name="limit">Tokens the context holds.</param>
public sealed class ContextExceededException(int tokens, int limit)
    : Exception($"The prompt has {tokens} tokens and the model's context holds {limit}: shorten the text or the schema, or use a model with a longer context.")
{
    /// <summary>Tokens needed.</summary>
    public int Tokens { get; } = tokens;

    /// <summary>Tokens the context holds.</summary>
    public int Limit { get; } = limit;
}

/// <summary>A model that cannot be used: file missing, truncated, not GGUF, template unknown, provider unreachable.</summary>
/// <param name="message">Which and why, safe to show to a client: a file's name, never a host path.</param>
/// <param name="innerException">The cause.</param>
public sealed class ModelUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);

/// <summary>A provider says that a request is wrong; the same request would be refused again.</summary>
/// <param name="message">Which model, and the provider's reason, safe to show to the request's sender.</param>
public sealed class RequestRejectedException(string message) : Exception(message);

/// <summary>No model of the requested name.</summary>
/// <param name="name">The name.</param>
/// <param name="known">The names that would have worked.</param>
public sealed class UnknownModelException(string name, IEnumerable<string> known)
    : Exception($"There is no model '{name}'. Known: {string.Join(", ", known)}.");

/// <summary>Too much work is waiting: for a model, or to be compiled.</summary>
/// <param name="retryAfter">When to ask again.</param>
/// <param name="message">What is waiting for what; null is a model's contexts.</param>
public sealed class OverloadedException(TimeSpan retryAfter, string? message = null)
    : Exception(message ?? "All of the model's contexts are busy and the queue is full; try again later.")
{
    /// <summary>When to ask again.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}
