namespace StructGen.Generation.Models;

/// <summary>One call of a remote model failed; whether another try makes sense is known.</summary>
/// <param name="message">Which status and code; no key, no address with credentials, nothing that the provider echoed.</param>
/// <param name="isTransient">Whether the same call may succeed later (408, 429, 5xx, a broken connection).</param>
/// <param name="retryAfter">When the provider wants to be asked again; null where it does not say.</param>
public sealed class ModelCallException(string message, bool isTransient, TimeSpan? retryAfter = null) : Exception(message)
{
    /// <summary>Whether the same call may succeed later.</summary>
    public bool IsTransient { get; } = isTransient;

    /// <summary>When the provider wants to be asked again.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>Whether the provider says that the request itself is wrong (400, 422), so that its sender has to change it.</summary>
    public bool IsRejection { get; init; }
}
